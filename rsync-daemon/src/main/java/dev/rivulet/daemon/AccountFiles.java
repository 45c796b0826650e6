// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.log.Diagnostics;
import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.store.IdMapper;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The users and groups that a process sees whose root is a directory of its own: those of the files
 * {@code etc/passwd} and {@code etc/group} there, none without them (rsyncd.conf(5), use chroot).
 *
 * <p>Immutable, safe for any thread.
 */
final class AccountFiles implements IdMapper {
  /** No file of accounts is larger. */
  private static final int MOST_BYTES = 16 << 20;

  private static final int NAME = 0;
  private static final int NUMBER = 2;

  private final IdMapper rights;
  private final Accounts users;
  private final Accounts groups;

  private AccountFiles(IdMapper rights, Accounts users, Accounts groups) {
    this.rights = rights;
    this.users = users;
    this.groups = groups;
  }

  /**
   * Reads the files of a root; one that cannot be read has nobody in it.
   *
   * @param rights tells what this process may do
   */
  static AccountFiles in(Workspace root, IdMapper rights) throws IOException {
    return new AccountFiles(rights, read(root, "etc/passwd"), read(root, "etc/group"));
  }

  private static Accounts read(Workspace root, String file) throws IOException {
    Accounts accounts = new Accounts();
    try {
      ByteText.of(root.read(ByteText.bytes(file), MOST_BYTES)).lines().forEach(accounts::add);
    } catch (StoreException e) {
      Diagnostics.debug("no names from " + file + " of a module", e);
    }
    return accounts;
  }

  /** Names and numbers of one file; the first of several with the same counts. */
  private static final class Accounts {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Integer, String> names = new HashMap<>();

    void add(String line) {
      String[] fields = line.split(":", -1);
      if (line.startsWith("#") || fields.length <= NUMBER || fields[NAME].isEmpty()) {
        return;
      }
      try {
        int number = Integer.parseUnsignedInt(fields[NUMBER]);
        numbers.putIfAbsent(fields[NAME], number);
        names.putIfAbsent(number, fields[NAME]);
      } catch (NumberFormatException e) {
        Diagnostics.debug("an account without a number: " + fields[NAME], e);
      }
    }

    int number(byte[] name) {
      return numbers.getOrDefault(ByteText.of(name), UNKNOWN);
    }

    byte[] name(int number) {
      return ByteText.bytes(names.getOrDefault(number, ""));
    }
  }

  @Override
  public int uid(byte[] name) {
    return users.number(name);
  }

  @Override
  public int gid(byte[] name) {
    return groups.number(name);
  }

  @Override
  public byte[] userName(int uid) {
    return users.name(uid);
  }

  @Override
  public byte[] groupName(int gid) {
    return groups.name(gid);
  }

  @Override
  public boolean isSuper() {
    return rights.isSuper();
  }

  @Override
  public boolean isMember(int gid) {
    return rights.isMember(gid);
  }
}
