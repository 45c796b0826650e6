// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

import dev.rivulet.rsync.store.StoreException;
import java.nio.ByteBuffer;

/** The system calls about events of files, what they name, and waiting for them. */
public final class EventCalls {
  private static final int POLLIN = 1;
  private static final int POLLPRI = 2;
  private static final int POLLERR = 8;

  private EventCalls() {}

  /** inotify_init1(2), close-on-exec. */
  public static int inotifyInit() throws StoreException {
    return (int)
        Posix.checked(
            "inotify_init", Posix.call(Posix.calls().inotifyInit1(), Posix.O_CLOEXEC, 0, 0, 0, 0));
  }

  /** inotify_add_watch(2): the watch descriptor. */
  public static int inotifyAddWatch(int handle, byte[] path, int mask) throws StoreException {
    long name = Scratch.ofThread().firstPath(path);
    return (int)
        Posix.checked(
            "inotify_add_watch",
            Posix.call(Posix.calls().inotifyAddWatch(), handle, name, mask & 0xffffffffL, 0, 0));
  }

  /** inotify_rm_watch(2). */
  public static void inotifyRemoveWatch(int handle, int watch) throws StoreException {
    Posix.checked(
        "inotify_rm_watch", Posix.call(Posix.calls().inotifyRmWatch(), handle, watch, 0, 0, 0));
  }

  /**
   * fanotify_init(2), close-on-exec: events of whole file systems, with the handle of the directory
   * and the name, and no limit on queue and marks.
   *
   * @throws StoreException with EPERM without the privilege, EINVAL with a kernel before 5.9
   */
  public static int fanotifyInit() throws StoreException {
    int closeOnExec = 1;
    int unlimited = 0x10 | 0x20;
    int directoryAndName = 0x400 | 0x800;
    int flags = closeOnExec | unlimited | directoryAndName;
    return (int)
        Posix.checked("fanotify_init", Posix.call(Posix.calls().fanotifyInit(), flags, 0, 0, 0, 0));
  }

  /**
   * fanotify_mark(2) of the file system that a path is on.
   *
   * @throws StoreException with EOPNOTSUPP or ENODEV for a file system without such events
   */
  public static void fanotifyMarkFileSystem(int queue, byte[] path, long mask)
      throws StoreException {
    int addFileSystem = 0x1 | 0x100;
    long name = Scratch.ofThread().firstPath(path);
    Posix.checked(
        "fanotify_mark",
        Posix.call(Posix.calls().fanotifyMark(), queue, addFileSystem, mask, Posix.AT_FDCWD, name));
  }

  /** fstatfs(2): the number by which events name the file system of an open file. */
  public static long fileSystemId(int handle) throws StoreException {
    return fileSystemField(handle, 56);
  }

  /** fstatfs(2): the number of the kind of file system that an open file is on. */
  public static long fileSystemType(int handle) throws StoreException {
    return fileSystemField(handle, 0);
  }

  private static long fileSystemField(int handle, int at) throws StoreException {
    Scratch scratch = Scratch.ofThread();
    Posix.checked(
        "fstatfs", Posix.call(Posix.calls().fstatfs(), handle, scratch.resultAddress(), 0, 0, 0));
    return scratch.memory().getLong(Scratch.resultOffset() + at);
  }

  /**
   * open_by_handle_at(2) as a mere place ({@code O_PATH}).
   *
   * @param mount an open file of the same file system, by whose mount the path is then named
   * @param type of the file handle
   * @throws StoreException with ESTALE for something that is gone
   */
  public static int openByHandle(int mount, int type, byte[] fileHandle) throws StoreException {
    Scratch scratch = Scratch.ofThread();
    ByteBuffer memory = scratch.memory();
    int at = Scratch.resultOffset();
    memory.putInt(at, fileHandle.length);
    memory.putInt(at + 4, type);
    memory.put(at + 8, fileHandle);
    int flags = Posix.O_PATH | Posix.O_CLOEXEC;
    return (int)
        Posix.checked(
            "open_by_handle_at",
            Posix.call(
                Posix.calls().openByHandleAt(), mount, scratch.resultAddress(), flags, 0, 0));
  }

  /** eventfd2(2), not blocking: a handle to wake a thread in {@link #poll} by 8 bytes written. */
  public static int eventfd() throws StoreException {
    return (int)
        Posix.checked(
            "eventfd",
            Posix.call(Posix.calls().eventfd2(), 0, Posix.O_CLOEXEC | Posix.O_NONBLOCK, 0, 0, 0));
  }

  /**
   * ppoll(2) of one of the tables of /proc that can be waited for (proc(5)): whether it has changed
   * since the last call. Does not wait.
   */
  public static boolean hasChanged(int handle) throws StoreException {
    Scratch scratch = Scratch.ofThread();
    ByteBuffer memory = scratch.memory();
    int at = Scratch.resultOffset();
    memory.putLong(at, 0);
    memory.putLong(at + 8, 0);
    memory.putInt(at + 16, handle);
    memory.putShort(at + 20, (short) POLLPRI);
    memory.putShort(at + 22, (short) 0);
    long address = scratch.resultAddress();
    Posix.checked("poll", Posix.call(Posix.calls().ppoll(), address + 16, 1, address, 0, 0));
    return (memory.getShort(at + 22) & (POLLPRI | POLLERR)) != 0;
  }

  /**
   * ppoll(2) for something to read on any of the handles, at most 31.
   *
   * @param timeoutMillis -1 waits for ever
   * @return bit i is set when handle i is ready, has failed or was closed by its peer; 0 after the
   *     timeout
   */
  public static int poll(long timeoutMillis, int... handles) throws StoreException {
    Scratch scratch = Scratch.ofThread();
    ByteBuffer memory = scratch.memory();
    int at = Scratch.resultOffset();
    for (int i = 0; i < handles.length; i++) {
      memory.putInt(at + 16 + 8 * i, handles[i]);
      memory.putShort(at + 20 + 8 * i, (short) POLLIN);
      memory.putShort(at + 22 + 8 * i, (short) 0);
    }
    memory.putLong(at, timeoutMillis / 1000);
    memory.putLong(at + 8, timeoutMillis % 1000 * 1_000_000);
    long timeout = timeoutMillis < 0 ? 0 : scratch.resultAddress();
    Posix.checked(
        "poll",
        Posix.call(
            Posix.calls().ppoll(), scratch.resultAddress() + 16, handles.length, timeout, 0, 0));
    int ready = 0;
    for (int i = 0; i < handles.length; i++) {
      if (memory.getShort(at + 22 + 8 * i) != 0) {
        ready |= 1 << i;
      }
    }
    return ready;
  }
}
