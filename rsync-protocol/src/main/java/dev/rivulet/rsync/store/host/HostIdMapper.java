// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.host;

import dev.rivulet.rsync.store.IdMapper;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.Posix;
import dev.rivulet.rsync.store.system.ThreadIdentity;
import dev.rivulet.rsync.store.system.UserDatabase;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The users and groups of this machine, each looked up once, as seen by one identity.
 *
 * <p>A look-up that fails counts as unknown: a transfer then keeps the number.
 */
public final class HostIdMapper implements IdMapper {

  private static final byte[] NO_NAME = {};

  private final boolean isSuper;
  private final int group;
  private final int[] groups;
  private final Map<Integer, byte[]> userNames = new ConcurrentHashMap<>();
  private final Map<Integer, byte[]> groupNames = new ConcurrentHashMap<>();
  private final Map<String, Integer> users = new ConcurrentHashMap<>();
  private final Map<String, Integer> groupIds = new ConcurrentHashMap<>();

  /**
   * @param user the effective user of the identity the transfer runs as
   * @param group its effective group
   * @param groups its supplementary groups
   */
  public HostIdMapper(int user, int group, int... groups) {
    this.isSuper = user == 0;
    this.group = group;
    this.groups = groups.clone();
  }

  /** For the identity of this thread; of somebody without rights where that is not known. */
  public static HostIdMapper ofThread() throws StoreException {
    return Posix.isAvailable()
        ? new HostIdMapper(
            ThreadIdentity.threadFileUser(),
            ThreadIdentity.threadFileGroup(),
            ThreadIdentity.groups())
        : new HostIdMapper(UNKNOWN, UNKNOWN);
  }

  @Override
  public int uid(byte[] name) {
    return users.computeIfAbsent(
        key(name), key -> numberOr(() -> UserDatabase.userId(name), UNKNOWN));
  }

  @Override
  public int gid(byte[] name) {
    return groupIds.computeIfAbsent(
        key(name), key -> numberOr(() -> UserDatabase.groupId(name), UNKNOWN));
  }

  @Override
  public byte[] userName(int uid) {
    return userNames.computeIfAbsent(uid, id -> nameOrNone(() -> UserDatabase.userName(uid)));
  }

  @Override
  public byte[] groupName(int gid) {
    return groupNames.computeIfAbsent(gid, id -> nameOrNone(() -> UserDatabase.groupName(gid)));
  }

  @Override
  public boolean isSuper() {
    return isSuper;
  }

  @Override
  public boolean isMember(int gid) {
    if (gid == group) {
      return true;
    }
    for (int member : groups) {
      if (member == gid) {
        return true;
      }
    }
    return false;
  }

  /** One character per byte, whatever the bytes mean. */
  private static String key(byte[] name) {
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  private interface LookUp<T> {
    T ask() throws StoreException;
  }

  private static int numberOr(LookUp<Integer> lookUp, int otherwise) {
    try {
      return lookUp.ask();
    } catch (StoreException e) {
      return otherwise;
    }
  }

  private static byte[] nameOrNone(LookUp<byte[]> lookUp) {
    try {
      return lookUp.ask();
    } catch (StoreException e) {
      return NO_NAME;
    }
  }
}
