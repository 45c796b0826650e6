// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads whole files that an operator names. */
public final class NamedFile {
  private static final byte[] HERE = {'.'};

  private NamedFile() {}

  /** A file of a workspace that knows nothing of owners: its last component is never followed. */
  static byte[] read(Workspace workspace, byte[] path, int most) throws IOException {
    int leaf = path.length;
    while (leaf > 0 && path[leaf - 1] != '/') {
      leaf--;
    }
    String name = new String(path, leaf, path.length - leaf, StandardCharsets.ISO_8859_1);
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      throw new StoreException("open", path.length == 0 ? Errno.ENOENT : Errno.EISDIR);
    }
    byte[] directory = leaf == 0 ? HERE : Arrays.copyOf(path, leaf);
    try (FileTree tree = workspace.open(directory);
        SourceFile file = tree.open(TreePath.of(Arrays.copyOfRange(path, leaf, path.length)))) {
      return contents(file, most);
    }
  }

  /** All of an open file. */
  public static byte[] contents(SourceFile file, int most) throws IOException {
    long size = file.attributes().size();
    if (size > most) {
      throw new StoreException("read", Errno.EFBIG);
    }
    byte[] contents = new byte[(int) size];
    int length = 0;
    for (int n = 0; n >= 0 && length < contents.length; length += Math.max(n, 0)) {
      n = file.read(length, contents, length, contents.length - length);
    }
    return Arrays.copyOf(contents, length);
  }
}
