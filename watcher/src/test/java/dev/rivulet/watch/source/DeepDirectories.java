// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.system.Posix;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Directories one in the other, deeper than a path can tell; removed when closed. */
final class DeepDirectories implements AutoCloseable {
  private final byte[] name = "n".repeat(200).getBytes(UTF_8);
  private final Deque<Integer> handles = new ArrayDeque<>();
  private final Deque<byte[]> files = new ArrayDeque<>();
  private TreePath path = TreePath.ROOT;

  DeepDirectories(Path top, int levels) throws StoreException {
    handles.push(open(Posix.AT_FDCWD, top.toString().getBytes(UTF_8)));
    for (int i = 0; i < levels; i++) {
      Posix.mkdirat(handles.peek(), name, 0755);
      handles.push(open(handles.peek(), name));
      path = path.child(name);
    }
  }

  private static int open(int directory, byte[] entry) throws StoreException {
    return Posix.openat(directory, entry, Posix.openDirectory(), 0);
  }

  /** Makes an empty file in the innermost one; its path is relative to the top. */
  TreePath addFile(String file) throws StoreException {
    byte[] added = file.getBytes(UTF_8);
    int flags = Posix.O_WRONLY | Posix.O_CREAT;
    Posix.close(Posix.openat(handles.peek(), added, flags, 0644));
    files.push(added);
    return path.child(added);
  }

  @Override
  public void close() throws StoreException {
    for (byte[] file : files) {
      Posix.unlinkat(handles.peek(), file);
    }
    while (handles.size() > 1) {
      Posix.close(handles.pop());
      Posix.rmdirat(handles.peek(), name);
    }
    Posix.close(handles.pop());
  }
}
