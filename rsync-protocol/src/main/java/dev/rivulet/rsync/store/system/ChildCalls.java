// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

import dev.rivulet.rsync.store.StoreException;
import java.nio.ByteBuffer;

/** The system calls about child processes and what connects them with us. */
final class ChildCalls {
  private ChildCalls() {}

  /** socketpair(2) of connected local stream sockets, close-on-exec: both handles. */
  static int[] socketPair() throws StoreException {
    Scratch scratch = Scratch.ofThread();
    int closedOnExec = 1 | Posix.O_CLOEXEC;
    Posix.checked(
        "socketpair",
        Posix.call(Posix.calls().socketpair(), 1, closedOnExec, 0, scratch.resultAddress(), 0));
    ByteBuffer memory = scratch.memory();
    int at = Scratch.resultOffset();
    return new int[] {memory.getInt(at), memory.getInt(at + 4)};
  }

  /** shutdown(2): no more writing, or neither reading nor writing. */
  static void shutdown(int socket, boolean readingToo) throws StoreException {
    Posix.checked(
        "shutdown", Posix.call(Posix.calls().shutdown(), socket, readingToo ? 2 : 1, 0, 0, 0));
  }

  /** wait4(2) without waiting: the status of a child that has ended, or -1 while it runs. */
  static int childStatus(int child) throws StoreException {
    Scratch scratch = Scratch.ofThread();
    long status = scratch.resultAddress();
    long ended = Posix.checked("wait4", Posix.call(Posix.calls().wait4(), child, status, 1, 0, 0));
    return ended == 0 ? -1 : scratch.memory().getInt(Scratch.resultOffset());
  }

  /** wait4(2): the status of a child when it has ended. */
  static int waitForChild(int child) throws StoreException {
    Scratch scratch = Scratch.ofThread();
    Posix.checked(
        "wait4", Posix.call(Posix.calls().wait4(), child, scratch.resultAddress(), 0, 0, 0));
    return scratch.memory().getInt(Scratch.resultOffset());
  }

  /** pipe2(2), close-on-exec: the handle to read from and the one to write to. */
  static int[] pipe() throws StoreException {
    Scratch scratch = Scratch.ofThread();
    Pipes.PIPE.require("pipe", scratch.resultAddress(), Posix.O_CLOEXEC, 0, 0);
    ByteBuffer memory = scratch.memory();
    int at = Scratch.resultOffset();
    return new int[] {memory.getInt(at), memory.getInt(at + 4)};
  }

  /** Looked up when the first pipe is made. */
  private static final class Pipes {
    static final Posix.LibraryCall PIPE = new Posix.LibraryCall("pipe2");
  }

  /** kill(2) of a child that has not been waited for. */
  static void kill(int child, int signal) throws StoreException {
    Posix.checked("kill", Posix.call(Posix.calls().kill(), child, signal, 0, 0, 0));
  }
}
