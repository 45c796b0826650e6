// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import java.nio.ByteBuffer;

/**
 * Who a thread is to the kernel. Raw system calls: they concern the calling thread only, where the
 * functions of the C library would change the whole process.
 */
public final class ThreadIdentity {
  private static final int CLONE_FS = 0x200;
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
   * setresuid(2) for this thread only, all three of them: programs it starts run as that user. From
   * root to another user takes all capabilities.
   */
  public static void setThreadUser(int uid) throws StoreException {
    Posix.checked("setuid", Posix.call(Posix.calls().setresuid(), uid, uid, uid, 0, 0));
  }

  /** As {@link #setThreadUser} for setresgid(2). */
  public static void setThreadGroup(int gid) throws StoreException {
    Posix.checked("setgid", Posix.call(Posix.calls().setresgid(), gid, gid, gid, 0, 0));
  }

  /**
   * unshare(2), chroot(2) and chdir(2) for this thread only: absolute paths, those of programs it
   * starts included, begin in a directory, and so do relative ones. There is no way back.
   */
  public static void setThreadRoot(byte[] directory) throws StoreException {
    Posix.checked("unshare", Posix.call(Posix.calls().unshare(), CLONE_FS, 0, 0, 0, 0));
    changeDirectory(directory);
    long here = Scratch.ofThread().firstPath(new byte[] {'.'});
    Posix.checked("chroot", Posix.call(Posix.calls().chroot(), here, 0, 0, 0, 0));
    changeDirectory(new byte[] {'/'});
  }

  private static void changeDirectory(byte[] path) throws StoreException {
    long name = Scratch.ofThread().firstPath(path);
    Posix.checked("chdir", Posix.call(Posix.calls().chdir(), name, 0, 0, 0, 0));
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
