// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.host;

import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.ThreadIdentity;
import java.util.Optional;

/**
 * What {@code daemon chroot}, {@code daemon gid} and {@code daemon uid} make of a daemon
 * (rsyncd.conf(5)), for what cannot do with less than the kernel's own means: programs it starts.
 *
 * <p>Linux keeps root directory and credentials per thread, and a program gets those of the thread
 * that starts it. So one thread takes them, for good, and does nothing but start programs.
 *
 * @param root the directory that is the root, empty for the real one
 * @param identity whom the daemon acts as, empty for whoever the process runs as
 */
public record Confinement(String root, Optional<Identity> identity) {

  /**
   * The calling thread, and what it starts, are confined from now on.
   *
   * @throws StoreException when that cannot be done as a whole; the thread must end then
   */
  public void enter() throws StoreException {
    if (!root.isEmpty()) {
      ThreadIdentity.setThreadRoot(ByteText.bytes(root));
    }
    if (identity.isPresent()) {
      ThreadIdentity.setThreadGroups(identity.get().groupArray());
      ThreadIdentity.setThreadGroup(identity.get().gid());
      ThreadIdentity.setThreadUser(identity.get().uid());
    }
  }
}
