// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.store.IdMapper;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/**
 * Maps the sender's ids to local ones, once per id (rsync(1), --numeric-ids, --usermap).
 *
 * <p>What the user's rules say comes first. Then a name the sender gave is looked up here; without
 * one, or without such a user here, the number counts, and number 0 is always 0. Owners are mapped
 * only where they can be set, that is by a super user. Owned by the thread that decodes lists.
 */
public final class OwnerMapping {
  private static final byte[] NO_NAME = {};

  private final IdMapper ids;
  private final IdRules userRules;
  private final IdRules groupRules;
  private final boolean numericIds;
  private final boolean zeroIsNamed;
  private final boolean mapsUsers;
  private final boolean mapsGroups;
  private final boolean mayGiveAnyGroup;
  private final Map<Integer, Integer> users = new HashMap<>();
  private final Map<Integer, Integer> groups = new HashMap<>();
  private final Map<Integer, Boolean> memberships = new HashMap<>();
  private MappedIds listener = MappedIds.UNHEARD;

  /**
   * A mapping without rules of the user.
   *
   * @param ids the local names
   * @param numericIds whether numbers are taken as they are
   */
  public OwnerMapping(IdMapper ids, boolean numericIds) {
    this(ids, ids.isSuper(), numericIds, true, IdRules.NONE, IdRules.NONE);
  }

  /**
   * @param ids the local names
   * @param isSuper whether owners, and groups of all kinds, are set
   * @param numericIds whether numbers are taken as they are where no rule speaks of them
   * @param zeroIsNamed whether the sender names number 0 too; else it has the name it has here
   */
  public OwnerMapping(
      IdMapper ids,
      boolean isSuper,
      boolean numericIds,
      boolean zeroIsNamed,
      IdRules userRules,
      IdRules groupRules) {
    this.ids = ids;
    this.userRules = userRules;
    this.groupRules = groupRules;
    this.numericIds = numericIds;
    this.zeroIsNamed = zeroIsNamed;
    this.mayGiveAnyGroup = isSuper;
    this.mapsUsers = isSuper && !(numericIds && userRules.isEmpty());
    this.mapsGroups = !(numericIds && groupRules.isEmpty());
  }

  /** The same, but {@code value} hears of what is mapped. */
  public OwnerMapping heardBy(MappedIds value) {
    listener = value;
    return this;
  }

  /** The local user for a received one; {@code name} is empty when none came with it. */
  public int uid(int received, byte[] name) {
    int local = mapsUsers ? user(received, name) : received;
    listener.mapped("uid", received, name, local);
    return local;
  }

  /** As {@link #uid} for a user named in an access control list, where any user may be named. */
  public int aclUser(int received, byte[] name) {
    int local = numericIds && userRules.isEmpty() ? received : user(received, name);
    listener.mapped("uid", received, name, local);
    return local;
  }

  /**
   * As {@link #aclUser}, where names come with the numbers: rules override numeric ids only where a
   * name has come all the same, which a daemon did not ask for. As the sender names a user once,
   * that is the first list with this user, in the reference program too.
   */
  int aclUserAtOnce(int received, byte[] name) {
    return numericIds && name.length == 0 ? received : aclUser(received, name);
  }

  /** As {@link #aclUserAtOnce} for a group. */
  int aclGroupAtOnce(int received, byte[] name) {
    return numericIds && mayGiveAnyGroup && name.length == 0 ? received : gid(received, name);
  }

  private int user(int received, byte[] name) {
    if (received == 0 && userRules.isEmpty()) {
      return received;
    }
    return users.computeIfAbsent(
        received, id -> map(userRules, id, nameOf(id, name, ids::userName), ids::uid));
  }

  /** The local group for a received one; {@code name} is empty when none came with it. */
  public int gid(int received, byte[] name) {
    int local = group(received, name);
    listener.mapped("gid", received, name, local);
    return local;
  }

  private int group(int received, byte[] name) {
    if (!mapsGroups || received == 0 && groupRules.isEmpty()) {
      return received;
    }
    return groups.computeIfAbsent(
        received, id -> map(groupRules, id, nameOf(id, name, ids::groupName), ids::gid));
  }

  /** The name of an id for the rules. */
  private byte[] nameOf(int received, byte[] name, IntFunction<byte[]> local) {
    if (numericIds) {
      return NO_NAME;
    }
    return received == 0 && !zeroIsNamed ? local.apply(0) : name;
  }

  private static int map(IdRules rules, int received, byte[] name, ToIntFunction<byte[]> local) {
    OptionalInt target = rules.target(received, name);
    if (target.isPresent()) {
      return target.getAsInt();
    }
    boolean nameless = name.length == 0 || received == 0;
    int known = nameless ? IdMapper.UNKNOWN : local.applyAsInt(name);
    return known == IdMapper.UNKNOWN ? received : known;
  }

  /** Whether this process cannot give files to the local group. */
  public boolean skipsGroup(int localGid) {
    return !mayGiveAnyGroup && !memberships.computeIfAbsent(localGid, gid -> ids.isMember(gid));
  }
}
