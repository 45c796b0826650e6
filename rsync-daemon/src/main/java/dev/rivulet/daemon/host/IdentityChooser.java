// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.host;

import dev.rivulet.rsync.conf.Blanks;
import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.Posix;
import dev.rivulet.rsync.store.system.ThreadIdentity;
import dev.rivulet.rsync.store.system.UserDatabase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Turns {@code uid} and {@code gid} of a module into an {@link Identity} (rsyncd.conf(5)).
 *
 * <p>A daemon run by root acts as {@code nobody} unless told otherwise. Any other daemon stays who
 * it is; it is an error to ask it to be somebody else.
 */
public final class IdentityChooser {
  private static final String EVERY_GROUP = "*";

  private final int ownUser;
  private final int ownGroup;
  private final Optional<Identity> unchosen;

  /** For the user this process runs as. */
  public static IdentityChooser ofProcess() {
    return new IdentityChooser(Posix.effectiveUser());
  }

  IdentityChooser(int ownUser) {
    this(ownUser, Posix.effectiveGroup(), Optional.empty());
  }

  private IdentityChooser(int ownUser, int ownGroup, Optional<Identity> unchosen) {
    this.ownUser = ownUser;
    this.ownGroup = ownGroup;
    this.unchosen = unchosen;
  }

  /**
   * A chooser for a daemon that acts as somebody who is not root ({@code daemon uid}, {@code daemon
   * gid}).
   *
   * @param uid name or number, empty to stay the user that this one is for
   * @param gid name or number, empty to keep the groups
   */
  public IdentityChooser acting(String uid, String gid) throws IdentityException, StoreException {
    if (uid.isEmpty() && gid.isEmpty()) {
      return this;
    }
    int user = uid.isEmpty() ? ownUser : user(uid);
    int group = gid.isEmpty() ? ownGroup : group(gid);
    if (ownUser != 0) {
      requireOwn(OptionalInt.of(user), List.of(group));
    }
    List<Integer> groups = new ArrayList<>();
    if (gid.isEmpty()) {
      Arrays.stream(ThreadIdentity.groups()).forEach(groups::add);
    }
    return new IdentityChooser(user, group, Optional.of(new Identity(user, group, groups)));
  }

  /** Whom programs that are started run as; empty to stay as the process is. */
  public Optional<Identity> ofPrograms() {
    return unchosen;
  }

  /** Whether it may choose anybody. */
  public boolean isRoot() {
    return ownUser == 0;
  }

  /**
   * The identity for a module.
   *
   * @param uid name or number, empty for the default
   * @param gid names or numbers, empty for the default
   * @return empty to stay as the process is; never empty for one that {@linkplain #acting acts}
   */
  public Optional<Identity> choose(String uid, String gid)
      throws IdentityException, StoreException {
    String userName = uid.isEmpty() && ownUser == 0 ? "nobody" : uid;
    OptionalInt user = userName.isEmpty() ? OptionalInt.empty() : OptionalInt.of(user(userName));
    List<Integer> groups = groups(gid, user.orElse(ownUser));
    if (ownUser != 0) {
      requireOwn(user, groups);
      return unchosen;
    }
    return Optional.of(
        new Identity(user.orElseThrow(), groups.get(0), groups.subList(1, groups.size())));
  }

  private void requireOwn(OptionalInt user, List<Integer> groups) throws IdentityException {
    if (!groups.isEmpty() && groups.get(0) != ownGroup) {
      throw notPermitted("setgid", groups.get(0));
    }
    if (user.isPresent() && user.getAsInt() != ownUser) {
      throw notPermitted("setuid", user.getAsInt());
    }
  }

  private static IdentityException notPermitted(String call, int id) {
    return new IdentityException(
        call + " failed",
        "rsync: [Receiver] " + call + " " + id + " failed: " + Errno.EPERM.text() + " (1)");
  }

  private static int user(String name) throws IdentityException, StoreException {
    OptionalInt number = number(name);
    int uid = number.isPresent() ? number.getAsInt() : UserDatabase.userId(ByteText.bytes(name));
    if (uid == UserDatabase.UNKNOWN) {
      throw new IdentityException("invalid uid " + name, "Invalid uid " + name);
    }
    return uid;
  }

  private List<Integer> groups(String gid, int user) throws IdentityException, StoreException {
    List<Integer> groups = new ArrayList<>();
    for (String name : Blanks.entries(gid)) {
      if (name.equals(EVERY_GROUP)) {
        if (!groups.isEmpty()) {
          throw new IdentityException(
              "invalid gid setting.", "The \"gid\" parameter has \"*\" in a later place.");
        }
        Arrays.stream(groupsOf(user)).forEach(groups::add);
      } else {
        groups.add(group(name));
      }
    }
    if (groups.isEmpty() && ownUser == 0) {
      groups.add(groupOfNobody());
    }
    return groups;
  }

  private static int group(String name) throws IdentityException, StoreException {
    OptionalInt number = number(name);
    int gid = number.isPresent() ? number.getAsInt() : UserDatabase.groupId(ByteText.bytes(name));
    if (gid == UserDatabase.UNKNOWN) {
      throw new IdentityException("invalid gid " + name, "Invalid gid " + name);
    }
    return gid;
  }

  private static int groupOfNobody() throws IdentityException, StoreException {
    int nobody = UserDatabase.groupId("nobody");
    return nobody != UserDatabase.UNKNOWN ? nobody : group("nogroup");
  }

  /** All groups of a user, the primary one in front. */
  private static int[] groupsOf(int user) throws IdentityException, StoreException {
    byte[] name = UserDatabase.userName(user);
    if (name.length == 0) {
      throw new IdentityException("invalid gid setting.", "no groups are known of uid " + user);
    }
    int primary = UserDatabase.primaryGroup(user);
    int[] groups = UserDatabase.groupsOf(name, primary);
    for (int i = 1; i < groups.length; i++) {
      if (groups[i] == primary) {
        groups[i] = groups[0];
        groups[0] = primary;
      }
    }
    return groups;
  }

  private static OptionalInt number(String text) {
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || text.length() > 10) {
      return OptionalInt.empty();
    }
    long value = Long.parseLong(text);
    return value < 0xffffffffL ? OptionalInt.of((int) value) : OptionalInt.empty();
  }
}
