// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.store.TreePath;
import java.util.Arrays;

/** What a name in a list, which under --relative may begin with a slash, stands for. */
final class ListedName {
  private ListedName() {}

  /** A name as a path below the root of the transfer. */
  static TreePath path(byte[] name) {
    return TreePath.of(
        name.length > 0 && name[0] == '/' ? Arrays.copyOfRange(name, 1, name.length) : name);
  }

  /** What the names of a directory's contents begin with. */
  static byte[] prefix(byte[] name) {
    if (name[name.length - 1] == '.' && (name.length == 1 || isRootDot(name))) {
      return Arrays.copyOf(name, name.length - 1);
    }
    byte[] prefix = Arrays.copyOf(name, name.length + 1);
    prefix[name.length] = '/';
    return prefix;
  }

  private static boolean isRootDot(byte[] name) {
    return name.length == 2 && name[0] == '/';
  }
}
