// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.store.IdMapper;
import java.util.HashMap;
import java.util.Map;

/**
 * Maps the sender's ids to local ones, once per id (rsync(1), --numeric-ids, --usermap).
 *
 * <p>A name the sender gave is looked up here; without one, or without such a user here, the number
 * counts. Number 0 is always 0. Owners are mapped only where they can be set, that is by a super
 * user. Owned by the thread that decodes lists.
 */
public final class OwnerMapping {
  private final IdMapper ids;
  private final boolean mapsUsers;
  private final boolean mapsGroups;
  private final boolean mayGiveAnyGroup;
  private final Map<Integer, Integer> users = new HashMap<>();
  private final Map<Integer, Integer> groups = new HashMap<>();
  private final Map<Integer, Boolean> memberships = new HashMap<>();

  /**
   * @param ids the local names
   * @param numericIds whether numbers are taken as they are
   */
  public OwnerMapping(IdMapper ids, boolean numericIds) {
    this.ids = ids;
    this.mayGiveAnyGroup = ids.isSuper();
    this.mapsUsers = ids.isSuper() && !numericIds;
    this.mapsGroups = !numericIds;
  }

  /** The local user for a received one; {@code name} is empty when none came with it. */
  public int uid(int received, byte[] name) {
    if (!mapsUsers || received == 0) {
      return received;
    }
    return users.computeIfAbsent(received, id -> orSame(id, name.length == 0 ? -1 : ids.uid(name)));
  }

  /** The local group for a received one; {@code name} is empty when none came with it. */
  public int gid(int received, byte[] name) {
    if (!mapsGroups || received == 0) {
      return received;
    }
    return groups.computeIfAbsent(
        received, id -> orSame(id, name.length == 0 ? -1 : ids.gid(name)));
  }

  private static int orSame(int received, int local) {
    return local == IdMapper.UNKNOWN ? received : local;
  }

  /** Whether this process cannot give files to the local group. */
  public boolean skipsGroup(int localGid) {
    return !mayGiveAnyGroup && !memberships.computeIfAbsent(localGid, gid -> ids.isMember(gid));
  }
}
