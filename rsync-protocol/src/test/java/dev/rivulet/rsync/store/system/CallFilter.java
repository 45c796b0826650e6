// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import java.nio.ByteBuffer;

/** Takes a system call away from the calling thread, as a sandbox or an older kernel would. */
public final class CallFilter {

  private static final int PR_SET_SECCOMP = 22;
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int FILTER_MODE = 2;
  private static final int LOAD_CALL_NUMBER = 0x20;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int RETURN = 0x06;
  private static final int ANSWER_ERROR = 0x00050000;
  private static final int ALLOW = 0x7fff0000;

  private CallFilter() {}

  /** From now on, for this thread only and for good, openat2(2) fails with {@code errno}. */
  public static void denyOpenat2(Errno errno) throws StoreException {
    deny(SystemCalls.ofThisMachine().openat2(), errno);
  }

  /** From now on, for this thread only and for good, fchmodat2(2) fails with {@code errno}. */
  public static void denyFchmodat2(Errno errno) throws StoreException {
    deny(SystemCalls.ofThisMachine().fchmodat2(), errno);
  }

  private static void deny(int call, Errno errno) throws StoreException {
    ByteBuffer memory = Scratch.allocate(64);
    long address = Scratch.addressOf(memory);
    instruction(memory, 0, LOAD_CALL_NUMBER, 0, 0, 0);
    instruction(memory, 1, JUMP_IF_EQUAL, 0, 1, call);
    instruction(memory, 2, RETURN, 0, 0, ANSWER_ERROR | errno.number());
    instruction(memory, 3, RETURN, 0, 0, ALLOW);
    memory.putShort(32, (short) 4);
    memory.putLong(40, address);
    ThreadIdentity.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    ThreadIdentity.prctl(PR_SET_SECCOMP, FILTER_MODE, address + 32, 0, 0);
    memory.putLong(40, 0);
  }

  private static void instruction(
      ByteBuffer memory, int index, int code, int whenTrue, int whenFalse, int operand) {
    memory.putShort(8 * index, (short) code);
    memory.put(8 * index + 2, (byte) whenTrue);
    memory.put(8 * index + 3, (byte) whenFalse);
    memory.putInt(8 * index + 4, operand);
  }
}
