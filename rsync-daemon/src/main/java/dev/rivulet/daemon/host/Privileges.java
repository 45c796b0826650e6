// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.host;

import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.Posix;
import dev.rivulet.rsync.store.system.ThreadIdentity;
import dev.rivulet.rsync.store.system.ThreadIdentity.Capabilities;

/**
 * Gives one thread the identity of a user; the rest of the process stays what it is.
 *
 * <p>Linux keeps credentials per thread, and a thread starts with those of the thread that made it.
 * So: a thread that has taken an identity never goes back, is in no pool, and the threads it starts
 * end with it. What a process needs for its whole life must have been started before, which is what
 * {@link #prepare} is for. Never to be used on virtual threads.
 */
public final class Privileges {
  private static final Capabilities NONE = new Capabilities(0, 0, 0);

  private Privileges() {}

  /**
   * Loads the native layer with the threads it keeps, and code that identities may not be allowed
   * to read. Called before any thread takes an identity.
   *
   * @return whether system calls can be made at all
   */
  public static boolean prepare() {
    if (!Posix.isAvailable()) {
      return false;
    }
    if (Posix.effectiveUser() == 0) {
      Preloading.run();
    }
    return true;
  }

  /** For a process that serves many: also loads what only some transfers need. */
  public static void prepareForMany() {
    if (Posix.effectiveUser() == 0) {
      Preloading.compressors();
    }
  }

  /**
   * The calling thread acts on files as that user from now on, and may do nothing else that only
   * root may do.
   *
   * @throws StoreException when the identity cannot be taken as a whole; the thread must end then
   */
  public static void assume(Identity identity) throws StoreException {
    ThreadIdentity.setThreadGroups(identity.groupArray());
    ThreadIdentity.setThreadFileGroup(identity.gid());
    if (identity.uid() != 0) {
      ThreadIdentity.setThreadFileUser(identity.uid());
      ThreadIdentity.setThreadCapabilities(NONE);
    }
  }
}
