// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.store.IdMapper;

/**
 * Maps the sender's ids to local ones, once per id (rsync(1), --numeric-ids, --usermap).
 *
 * <p>Owned by the thread that decodes lists.
 */
public final class OwnerMapping {

  /**
   * @param ids the local names
   * @param numericIds whether numbers are taken as they are
   */
  public OwnerMapping(IdMapper ids, boolean numericIds) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The local user for a received one; {@code name} is empty when none came with it. */
  public int uid(int received, byte[] name) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The local group for a received one; {@code name} is empty when none came with it. */
  public int gid(int received, byte[] name) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Whether this process cannot give files to the local group. */
  public boolean skipsGroup(int localGid) {
    throw new UnsupportedOperationException("skeleton");
  }
}
