// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.store.IdMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A few users and groups. */
final class FakeIds implements IdMapper {
  private static final byte[] NO_NAME = {};

  private final Map<Integer, String> users;
  private final Map<Integer, String> groups;
  private final boolean isSuper;

  FakeIds(Map<Integer, String> users, Map<Integer, String> groups, boolean isSuper) {
    this.users = users;
    this.groups = groups;
    this.isSuper = isSuper;
  }

  /** The ids of the worked examples, on the sending side. */
  static FakeIds debian() {
    return new FakeIds(Map.of(0, "root", 1, "daemon"), Map.of(0, "root", 2, "bin"), true);
  }

  @Override
  public int uid(byte[] name) {
    return numberOf(users, name);
  }

  @Override
  public int gid(byte[] name) {
    return numberOf(groups, name);
  }

  private static int numberOf(Map<Integer, String> names, byte[] name) {
    String wanted = new String(name, StandardCharsets.UTF_8);
    return names.entrySet().stream()
        .filter(entry -> entry.getValue().equals(wanted))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(UNKNOWN);
  }

  @Override
  public byte[] userName(int uid) {
    return nameOf(users, uid);
  }

  @Override
  public byte[] groupName(int gid) {
    return nameOf(groups, gid);
  }

  private static byte[] nameOf(Map<Integer, String> names, int id) {
    String name = names.get(id);
    return name == null ? NO_NAME : name.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean isSuper() {
    return isSuper;
  }

  @Override
  public boolean isMember(int gid) {
    return groups.containsKey(gid);
  }
}
