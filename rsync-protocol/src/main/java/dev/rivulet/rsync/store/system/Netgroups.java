// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The groups of hosts the system knows, from whatever source it is set up to ask (netgroup(5),
 * innetgr(3)). Nothing is cached here; safe for several threads.
 */
public final class Netgroups {

  /** The C library lets one thread ask at a time. */
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private static final long ANY = 0;

  private Netgroups() {}

  /** Bound when first used. */
  private static final class Functions {
    static final Posix.LibraryCall INNETGR = new Posix.LibraryCall("innetgr");
  }

  /** Whether the system can be asked; not every C library has the function. */
  public static boolean areAvailable() {
    return Posix.isAvailable() && Functions.INNETGR.exists();
  }

  /**
   * Whether a host is in a group, whatever its users and domain. A group that nobody knows has no
   * members. May take as long as the system's sources do.
   *
   * @throws StoreException for a name that cannot be one (ENAMETOOLONG, EINVAL), or where {@link
   *     #areAvailable} is false (ENOSYS)
   */
  public static boolean contains(String group, String host) throws StoreException {
    if (!areAvailable()) {
      throw new StoreException("innetgr", Errno.ENOSYS);
    }
    Scratch scratch = Scratch.ofThread();
    long groupName = scratch.firstPath(group.getBytes(StandardCharsets.UTF_8));
    long hostName = scratch.secondPath(host.getBytes(StandardCharsets.UTF_8));
    ONE_AT_A_TIME.lock();
    try {
      return Functions.INNETGR.invoke(groupName, hostName, ANY, ANY, 0) != 0;
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }
}
