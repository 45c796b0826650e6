// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.sersync;

import dev.rivulet.rsync.store.TreePath;
import java.util.Arrays;

/**
 * A path that something has happened to.
 *
 * @param root the watched directory, absolute; not to be changed
 * @param path below the root
 * @param isDirectory whether it is one, as far as that can be told
 * @param isDeleted whether it is gone
 */
public record ChangedPath(byte[] root, TreePath path, boolean isDirectory, boolean isDeleted) {
  private static final int CLOSE_WRITE = 0x8;
  private static final int CREATE = 0x100;
  private static final int DELETE = 0x200;
  private static final int IS_DIRECTORY = 0x40000000;

  /** The absolute path. */
  public byte[] absolute() {
    byte[] base = withoutSlash();
    if (path.isRoot()) {
      return base.length == 0 ? new byte[] {'/'} : base;
    }
    byte[] absolute = Arrays.copyOf(base, base.length + 1 + path.bytes().length);
    absolute[base.length] = '/';
    System.arraycopy(path.bytes(), 0, absolute, base.length + 1, path.bytes().length);
    return absolute;
  }

  /** The root without a slash at its end. */
  byte[] withoutSlash() {
    int end = root.length;
    while (end > 0 && root[end - 1] == '/') {
      end--;
    }
    return Arrays.copyOf(root, end);
  }

  /** What inotify would have said: the event that usually leads here. */
  int mask() {
    int event = isDeleted ? DELETE : isDirectory ? CREATE : CLOSE_WRITE;
    return isDirectory ? event | IS_DIRECTORY : event;
  }
}
