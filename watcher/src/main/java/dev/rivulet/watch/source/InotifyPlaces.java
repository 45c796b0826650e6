// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.system.Posix;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Watches of inotify by place in the tree. Safe for several threads. */
final class InotifyPlaces implements DirectoryWatches.Calls {
  /** Longest path the kernel takes at once, with room for the root. */
  private static final int SHORT = 2000;

  private final byte[] root;
  private final Inotify inotify;

  InotifyPlaces(byte[] root, Inotify inotify) {
    this.root = root;
    this.inotify = inotify;
  }

  /** The root is what the user typed and may be a symbolic link; nothing below it may. */
  @Override
  public int watch(TreePath path) throws StoreException {
    if (path.isRoot()) {
      return inotify.watch(root, InotifyEvent.CHANGES & ~InotifyEvent.DONT_FOLLOW);
    }
    byte[] below = path.bytes();
    if (root.length + below.length > SHORT) {
      return watchDeep(below);
    }
    byte[] joined = Arrays.copyOf(root, root.length + 1 + below.length);
    joined[root.length] = '/';
    System.arraycopy(below, 0, joined, root.length + 1, below.length);
    return inotify.watch(joined, InotifyEvent.CHANGES);
  }

  /** By a handle, to which one walks piece by piece: the whole path may be too long for a call. */
  private int watchDeep(byte[] below) throws StoreException {
    int flags = Posix.O_PATH | Posix.openDirectory();
    int handle = Posix.openat(Posix.AT_FDCWD, root, flags, 0);
    try {
      for (int from = 0; from < below.length; ) {
        int to = pieceEnd(below, from);
        byte[] piece = Arrays.copyOfRange(below, from, to);
        int next = Posix.openat2(handle, piece, flags, 0, Posix.RESOLVE_NO_SYMLINKS);
        Posix.close(handle);
        handle = next;
        from = to + 1;
      }
      byte[] link = ("/proc/self/fd/" + handle).getBytes(StandardCharsets.US_ASCII);
      return inotify.watch(link, InotifyEvent.CHANGES & ~InotifyEvent.DONT_FOLLOW);
    } finally {
      Posix.close(handle);
    }
  }

  /** As many components as fit. */
  private static int pieceEnd(byte[] path, int from) throws StoreException {
    if (path.length - from <= SHORT) {
      return path.length;
    }
    int end = from + SHORT;
    while (end > from && path[end] != '/') {
      end--;
    }
    if (end == from) {
      throw new StoreException("inotify_add_watch", Errno.ENAMETOOLONG);
    }
    return end;
  }

  @Override
  public void unwatch(int descriptor) {
    inotify.unwatch(descriptor);
  }
}
