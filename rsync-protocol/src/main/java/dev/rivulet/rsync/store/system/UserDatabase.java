// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The users and groups the system knows, from whatever source it is set up to ask (getpwnam_r(3),
 * getgrouplist(3)). Nothing is cached here; safe for several threads.
 *
 * <p>Where {@link Posix} is not available nobody is known.
 */
public final class UserDatabase {

  /** Marks a name without a number. */
  public static final int UNKNOWN = -1;

  private static final byte[] NOBODY = {};
  private static final int ERANGE = 34;
  private static final int SMALLEST_BUFFER = 4096;
  private static final int LARGEST_BUFFER = 16 << 20;
  private static final int MOST_GROUPS = 65536;

  /** struct passwd and struct group both have the name first and a number at 16. */
  private static final int NUMBER_AT = 16;

  private static final int PRIMARY_GROUP_AT = 20;
  private static final int STRUCT_BYTES = 64;

  private UserDatabase() {}

  /** Bound when first used. */
  private static final class Functions {
    static final Posix.LibraryCall GETPWNAM = new Posix.LibraryCall("getpwnam_r");
    static final Posix.LibraryCall GETPWUID = new Posix.LibraryCall("getpwuid_r");
    static final Posix.LibraryCall GETGRNAM = new Posix.LibraryCall("getgrnam_r");
    static final Posix.LibraryCall GETGRGID = new Posix.LibraryCall("getgrgid_r");
    static final Posix.LibraryCall GETGROUPLIST = new Posix.LibraryCall("getgrouplist");
  }

  /**
   * One record found.
   *
   * @param number of the user or group
   * @param primaryGroup of a user, meaningless for a group
   */
  private record Account(byte[] name, int number, int primaryGroup) {}

  /** The user's number, or {@link #UNKNOWN}. */
  public static int userId(byte[] name) throws StoreException {
    Account account = Posix.isAvailable() ? byName(Functions.GETPWNAM, name) : null;
    return account == null ? UNKNOWN : account.number;
  }

  /** The group's number, or {@link #UNKNOWN}. */
  public static int groupId(byte[] name) throws StoreException {
    Account account = Posix.isAvailable() ? byName(Functions.GETGRNAM, name) : null;
    return account == null ? UNKNOWN : account.number;
  }

  /** The user's name, or an empty array. */
  public static byte[] userName(int uid) throws StoreException {
    Account account = Posix.isAvailable() ? find(Functions.GETPWUID, uid) : null;
    return account == null ? NOBODY : account.name;
  }

  /** The group's name, or an empty array. */
  public static byte[] groupName(int gid) throws StoreException {
    Account account = Posix.isAvailable() ? find(Functions.GETGRGID, gid) : null;
    return account == null ? NOBODY : account.name;
  }

  /** The primary group of a user, or {@link #UNKNOWN}. */
  public static int primaryGroup(int uid) throws StoreException {
    Account account = Posix.isAvailable() ? find(Functions.GETPWUID, uid) : null;
    return account == null ? UNKNOWN : account.primaryGroup;
  }

  /** All groups of a user, {@code primaryGroup} among them. */
  public static int[] groupsOf(byte[] userName, int primaryGroup) throws StoreException {
    if (!Posix.isAvailable()) {
      return new int[] {primaryGroup};
    }
    ByteBuffer memory = Scratch.allocate(4 + 4 * MOST_GROUPS);
    long address = Scratch.addressOf(memory);
    memory.putInt(0, MOST_GROUPS);
    long name = Scratch.ofThread().firstPath(userName);
    if (Functions.GETGROUPLIST.invoke(name, primaryGroup, address + 4, address, 0) < 0) {
      throw new StoreException("getgrouplist", Errno.ERANGE);
    }
    int[] groups = new int[memory.getInt(0)];
    Arrays.setAll(groups, i -> memory.getInt(4 + 4 * i));
    return groups;
  }

  private static Account byName(Posix.LibraryCall function, byte[] name) throws StoreException {
    if (name.length == 0 || name.length >= Scratch.PATH_BYTES || contains(name, 0)) {
      return null;
    }
    return find(function, Scratch.ofThread().firstPath(name));
  }

  private static boolean contains(byte[] name, int wanted) {
    for (byte b : name) {
      if (b == wanted) {
        return true;
      }
    }
    return false;
  }

  /** Null when there is no such record; the buffer grows until the record fits. */
  private static Account find(Posix.LibraryCall function, long key) throws StoreException {
    for (int size = SMALLEST_BUFFER; size <= LARGEST_BUFFER; size *= 4) {
      ByteBuffer memory = Scratch.allocate(STRUCT_BYTES + 8 + size);
      long address = Scratch.addressOf(memory);
      long strings = address + STRUCT_BYTES + 8;
      int result = function.invoke(key, address, strings, size, address + STRUCT_BYTES);
      if (result != ERANGE) {
        return memory.getLong(STRUCT_BYTES) == 0 ? null : account(memory, address);
      }
    }
    throw new StoreException("getpwent", Errno.ERANGE);
  }

  /** The name's characters are in the buffer the function was given. */
  private static Account account(ByteBuffer memory, long address) {
    int from = (int) (memory.getLong(0) - address);
    int to = from;
    while (memory.get(to) != 0) {
      to++;
    }
    byte[] name = new byte[to - from];
    memory.get(from, name);
    return new Account(name, memory.getInt(NUMBER_AT), memory.getInt(PRIMARY_GROUP_AT));
  }

  /** Convenience for configuration. */
  public static int userId(String name) throws StoreException {
    return userId(name.getBytes(StandardCharsets.UTF_8));
  }

  /** Convenience for configuration. */
  public static int groupId(String name) throws StoreException {
    return groupId(name.getBytes(StandardCharsets.UTF_8));
  }
}
