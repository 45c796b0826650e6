// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntUnaryOperator;

/**
 * A POSIX access control list (acl(5)); immutable. Each part may be absent: an empty list stands
 * for "nothing but the permission bits", and over the wire goes only what cannot be derived from
 * these.
 *
 * <p>Rights are three bits: read 4, write 2, execute 1. Names are sorted: users by number, then
 * groups by number, numbers without sign.
 */
public final class Acl {

  /** Which of the two lists of an object. */
  public enum Kind {
    /** Who may use the object. */
    ACCESS,
    /** What is made in the directory begins with this one. */
    DEFAULT
  }

  /** In place of rights: there is no such part. */
  public static final int ABSENT = -1;

  /** Nothing but the permission bits; as a default list: there is none. */
  public static final Acl NONE = new Builder().build();

  private static final int ALL = 7;

  private final int user;
  private final int group;
  private final int mask;
  private final int other;

  /** Sorted; a name is its kind (0 user, 1 group), its number and its rights. */
  private final long[] names;

  private Acl(int user, int group, int mask, int other, long[] names) {
    this.user = user;
    this.group = group;
    this.mask = mask;
    this.other = other;
    this.names = names;
  }

  /** Collects the parts of a list; those not given are absent. */
  public static final class Builder {
    private static final int FIRST_CAPACITY = 4;

    private int user = ABSENT;
    private int group = ABSENT;
    private int mask = ABSENT;
    private int other = ABSENT;
    private long[] names = {};
    private int count;

    public Builder user(int rights) {
      user = rights;
      return this;
    }

    public Builder group(int rights) {
      group = rights;
      return this;
    }

    public Builder mask(int rights) {
      mask = rights;
      return this;
    }

    public Builder other(int rights) {
      other = rights;
      return this;
    }

    /** Adds what a user or a group may do. */
    public Builder name(boolean isUser, int id, int rights) {
      if (count == names.length) {
        names = Arrays.copyOf(names, Math.max(FIRST_CAPACITY, 2 * count));
      }
      names[count++] = (isUser ? 0 : 1L << 40) | (id & 0xffffffffL) << 8 | rights & ALL;
      return this;
    }

    /** With the names in order; those that have become the same one keep theirs. */
    public Acl build() {
      long[] sorted = Arrays.copyOf(names, count);
      return new Acl(user, group, mask, other, isSorted() ? sorted : sort(sorted));
    }

    private boolean isSorted() {
      for (int i = 1; i < count; i++) {
        if (names[i - 1] >> 8 > names[i] >> 8) {
          return false;
        }
      }
      return true;
    }

    private static long[] sort(long[] names) {
      return Arrays.stream(names)
          .boxed()
          .sorted(Comparator.comparing(name -> name >> 8))
          .mapToLong(Long::longValue)
          .toArray();
    }
  }

  /** Rights of the owner, or {@link #ABSENT}. */
  public int user() {
    return user;
  }

  /** Rights of the owning group, or {@link #ABSENT}. */
  public int group() {
    return group;
  }

  /** The most that names and the owning group can have, or {@link #ABSENT}. */
  public int mask() {
    return mask;
  }

  /** Rights of everybody else, or {@link #ABSENT}. */
  public int other() {
    return other;
  }

  /** How many users and groups are named. */
  public int names() {
    return names.length;
  }

  public boolean isUser(int position) {
    return names[position] >> 40 == 0;
  }

  /** The number of the user or group at a position. */
  public int id(int position) {
    return (int) (names[position] >> 8);
  }

  public int rights(int position) {
    return (int) names[position] & ALL;
  }

  /** Whether nothing is in it. */
  public boolean isNone() {
    return equals(NONE);
  }

  /** Whether both name the same users and groups with the same rights. */
  public boolean hasNamesOf(Acl that) {
    return Arrays.equals(names, that.names);
  }

  /** The access list without what follows from the object's permission bits. */
  public Acl without(int mode) {
    int bits = groupBits(mode);
    if (mask == ABSENT) {
      return new Acl(ABSENT, ABSENT, ABSENT, ABSENT, names);
    }
    boolean derived = names.length > 0 && mask == bits;
    return new Acl(ABSENT, group == bits ? ABSENT : group, derived ? ABSENT : mask, ABSENT, names);
  }

  /** The access list with all parts, those that are absent and those it shares with the bits. */
  public Acl completed(int mode) {
    int bits = groupBits(mode);
    return new Acl(
        mode >> 6 & ALL,
        group == ABSENT ? bits : group,
        mask == ABSENT ? ABSENT : bits,
        mode & ALL,
        names);
  }

  /** The access list with the parts that are absent, taken from the permission bits. */
  public Acl over(int mode) {
    return new Acl(
        user == ABSENT ? mode >> 6 & ALL : user,
        group == ABSENT ? groupBits(mode) : group,
        mask,
        other == ABSENT ? mode & ALL : other,
        names);
  }

  /** The complete access list without what the permission bits say as well. */
  public Acl withoutSharedParts() {
    return new Acl(ABSENT, mask == ABSENT || group == mask ? ABSENT : group, mask, ABSENT, names);
  }

  /** With a mask, which a list with names needs, of these rights if it has none. */
  public Acl withMask(int rights) {
    return mask != ABSENT || names.length == 0 ? this : new Acl(user, group, rights, other, names);
  }

  /** All that the owning group and the names of this list can have together. */
  public int union() {
    int rights = group == ABSENT ? 0 : group;
    for (int i = 0; i < names.length; i++) {
      rights |= rights(i);
    }
    return rights;
  }

  /**
   * The permission bits of an object made in a directory with this default list, before those of
   * the object itself are considered; {@link #ABSENT} without such a list.
   */
  public int permissions() {
    if (user == ABSENT) {
      return ABSENT;
    }
    int middle = mask == ABSENT ? Math.max(group, 0) : mask;
    return user << 6 | middle << 3 | Math.max(other, 0);
  }

  /** The list with other numbers for its users and groups. */
  public Acl map(IntUnaryOperator uids, IntUnaryOperator gids) {
    if (names.length == 0) {
      return this;
    }
    Builder mapped = new Builder().user(user).group(group).mask(mask).other(other);
    for (int i = 0; i < names.length; i++) {
      int id = isUser(i) ? uids.applyAsInt(id(i)) : gids.applyAsInt(id(i));
      mapped.name(isUser(i), id, rights(i));
    }
    return mapped.build();
  }

  private static int groupBits(int mode) {
    return mode >> 3 & ALL;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Acl that
        && user == that.user
        && group == that.group
        && mask == that.mask
        && other == that.other
        && hasNamesOf(that);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(names) * 31 + (user << 9 | group << 6 | mask << 3 | other);
  }

  /** In the short text form of acl(5), numbers for names. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    append(text, "u::", user);
    for (int i = 0; i < names.length; i++) {
      append(text, (isUser(i) ? "u:" : "g:") + Integer.toUnsignedString(id(i)) + ":", rights(i));
    }
    append(text, "g::", group);
    append(text, "m::", mask);
    append(text, "o::", other);
    return text.toString();
  }

  private static void append(StringBuilder text, String part, int rights) {
    if (rights != ABSENT) {
      text.append(text.length() == 0 ? "" : ",").append(part).append(rights);
    }
  }
}
