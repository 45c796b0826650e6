// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

/** User and group names to numbers and back; safe for several threads, answers are cached. */
public interface IdMapper {

  /** Marks a name without a number. */
  int UNKNOWN = -1;

  /** The user's number, or {@link #UNKNOWN}. */
  int uid(byte[] name);

  /** The group's number, or {@link #UNKNOWN}. */
  int gid(byte[] name);

  /** The user's name, or an empty array. */
  byte[] userName(int uid);

  /** The group's name, or an empty array. */
  byte[] groupName(int gid);

  /** Whether this process may change owners (it runs as root). */
  boolean isSuper();

  /** Whether this process may give files to the group without being super. */
  boolean isMember(int gid);
}
