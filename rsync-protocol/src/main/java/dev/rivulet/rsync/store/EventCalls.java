// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import java.nio.ByteBuffer;

/** The system calls that wait: for events of files, and for handles to become ready. */
public final class EventCalls {
  private static final int POLLIN = 1;

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

  /** eventfd2(2), not blocking: a handle to wake a thread in {@link #poll} by 8 bytes written. */
  public static int eventfd() throws StoreException {
    return (int)
        Posix.checked(
            "eventfd",
            Posix.call(Posix.calls().eventfd2(), 0, Posix.O_CLOEXEC | Posix.O_NONBLOCK, 0, 0, 0));
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
