// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.mark;

import dev.rivulet.rsync.store.TreePath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The names a path consists of. */
public final class Components {
  private Components() {}

  /** From the top down; empty for the root. */
  public static List<byte[]> of(TreePath path) {
    if (path.isRoot()) {
      return List.of();
    }
    byte[] bytes = path.bytes();
    List<byte[]> names = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '/') {
        names.add(Arrays.copyOfRange(bytes, start, i));
        start = i + 1;
      }
    }
    return names;
  }
}
