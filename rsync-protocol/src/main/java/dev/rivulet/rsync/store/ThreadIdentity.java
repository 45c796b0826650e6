// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import java.nio.ByteBuffer;

/**
 * Who a thread is to the kernel. Raw system calls: they concern the calling thread only, where the
 * functions of the C library would change the whole process.
 */
public final class ThreadIdentity {
  private static final int CAPABILITY_VERSION_3 = 0x20080522;

  private ThreadIdentity() {}

  /** gettid(2). */
  public static int threadId() {
    return (int) Posix.call(Posix.calls().gettid(), 0, 0, 0, 0, 0);
  }

  /** getgroups(2): the supplementary groups. */
  public static int[] groups() throws StoreException {
    Scratch scratch = Scratch.ofThread();
    ByteBuffer list = scratch.transfer();
    int count =
        (int)
            Posix.checked(
                "getgroups",
                Posix.call(
                    Posix.calls().getgroups(),
                    list.capacity() / 4,
                    scratch.transferAddress(),
                    0,
                    0,
                    0));
    int[] groups = new int[count];
    for (int i = 0; i < count; i++) {
      groups[i] = list.getInt(4 * i);
    }
    return groups;
  }

  /** setgroups(2) for this thread only; at most 32768 groups. */
  public static void setThreadGroups(int... groups) throws StoreException {
    Scratch scratch = Scratch.ofThread();
    ByteBuffer list = scratch.transfer();
    if (groups.length > list.capacity() / 4) {
      throw new StoreException("setgroups", Errno.EINVAL);
    }
    for (int i = 0; i < groups.length; i++) {
      list.putInt(4 * i, groups[i]);
    }
    Posix.checked(
        "setgroups",
        Posix.call(Posix.calls().setgroups(), groups.length, scratch.transferAddress(), 0, 0, 0));
  }

  /**
   * setfsuid(2) for this thread only, verified: the call itself never reports failure.
   *
   * @throws StoreException EPERM if the identity was not taken
   */
  public static void setThreadFileUser(int uid) throws StoreException {
    setAndVerify("setfsuid", Posix.calls().setfsuid(), uid);
  }

  /** The user as whom this thread accesses files: the effective one unless it was set otherwise. */
  public static int threadFileUser() {
    int nobody = -1;
    return (int) Posix.call(Posix.calls().setfsuid(), nobody, 0, 0, 0, 0);
  }

  /** The group as which this thread accesses files: the effective one unless it was set. */
  public static int threadFileGroup() {
    int nobody = -1;
    return (int) Posix.call(Posix.calls().setfsgid(), nobody, 0, 0, 0, 0);
  }

  /** As {@link #setThreadFileUser} for setfsgid(2). */
  public static void setThreadFileGroup(int gid) throws StoreException {
    setAndVerify("setfsgid", Posix.calls().setfsgid(), gid);
  }

  private static void setAndVerify(String operation, int number, int id) throws StoreException {
    Posix.call(number, id, 0, 0, 0, 0);
    if ((int) Posix.call(number, -1, 0, 0, 0, 0) != id) {
      throw new StoreException(operation, Errno.EPERM);
    }
  }

  /**
   * The capability sets of a thread, one bit per capability (capabilities(7)).
   *
   * @param effective what the thread may do now
   * @param permitted what it may take up again
   * @param inheritable what programs it starts may have
   */
  public record Capabilities(long effective, long permitted, long inheritable) {}

  /** capget(2) of this thread. */
  public static Capabilities threadCapabilities() throws StoreException {
    Scratch scratch = Scratch.ofThread();
    long header = capabilityHeader(scratch);
    Posix.checked("capget", Posix.call(Posix.calls().capget(), header, header + 8, 0, 0, 0));
    return new Capabilities(word(scratch, 0), word(scratch, 4), word(scratch, 8));
  }

  /** capset(2) for this thread only. */
  public static void setThreadCapabilities(Capabilities sets) throws StoreException {
    Scratch scratch = Scratch.ofThread();
    long header = capabilityHeader(scratch);
    putWord(scratch, 0, sets.effective());
    putWord(scratch, 4, sets.permitted());
    putWord(scratch, 8, sets.inheritable());
    Posix.checked("capset", Posix.call(Posix.calls().capset(), header, header + 8, 0, 0, 0));
  }

  private static long capabilityHeader(Scratch scratch) {
    scratch.memory().putInt(Scratch.resultOffset(), CAPABILITY_VERSION_3);
    scratch.memory().putInt(Scratch.resultOffset() + 4, 0);
    return scratch.resultAddress();
  }

  /** Two structures of 12 bytes hold the low and the high half of each set. */
  private static long word(Scratch scratch, int field) {
    int at = Scratch.resultOffset() + 8 + field;
    ByteBuffer memory = scratch.memory();
    return (memory.getInt(at) & 0xffffffffL) | (long) memory.getInt(at + 12) << 32;
  }

  private static void putWord(Scratch scratch, int field, long value) {
    int at = Scratch.resultOffset() + 8 + field;
    scratch.memory().putInt(at, (int) value);
    scratch.memory().putInt(at + 12, (int) (value >>> 32));
  }

  /** prctl(2). */
  public static int prctl(int option, long a, long b, long c, long d) throws StoreException {
    return (int) Posix.checked("prctl", Posix.call(Posix.calls().prctl(), option, a, b, c, d));
  }
}
