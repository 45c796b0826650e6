// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import dev.rivulet.rsync.store.TreePath;
import java.util.Arrays;

/**
 * One rule of a filter list (rsync(1), section FILTER RULES).
 *
 * <p>Immutable; the pattern is kept without its trailing slash, which became {@link
 * Modifier#DIRECTORY}.
 *
 * @param kind what a match means
 * @param pattern the pattern, or the file name of a merge rule
 * @param modifiers a bit set of {@link Modifier}
 * @param origin where the rule was found
 * @param test what decides in place of the pattern, which then is only shown
 */
public record FilterRule(
    Kind kind, byte[] pattern, int modifiers, RuleOrigin origin, NameTest test) {

  /**
   * Stands in the rules of a per-directory file for "forget what was inherited"; never part of a
   * {@link FilterList}.
   */
  static final FilterRule CLEAR = new FilterRule(Kind.EXCLUDE, new byte[0], 0);

  /** A rule whose pattern decides. */
  public FilterRule(Kind kind, byte[] pattern, int modifiers, RuleOrigin origin) {
    this(kind, pattern, modifiers, origin, NameTest.BY_PATTERN);
  }

  /**
   * Leaves out what a test of the program says; a rule of the sender that no peer hears of.
   *
   * @param shown what the rule is called in messages
   */
  public static FilterRule excluding(byte[] shown, NameTest test) {
    return new FilterRule(Kind.EXCLUDE, shown, Modifier.SENDER_SIDE, RuleOrigin.TYPED, test);
  }

  /** A rule as if it had been typed. */
  public FilterRule(Kind kind, byte[] pattern, int modifiers) {
    this(kind, pattern, modifiers, RuleOrigin.TYPED);
  }

  /** What a rule does. */
  public enum Kind {
    EXCLUDE,
    INCLUDE,
    DIR_MERGE
  }

  /** Bits of {@link #modifiers}. */
  public static final class Modifier {
    public static final int DIRECTORY = 0x0001;
    public static final int ABSOLUTE = 0x0002;
    public static final int NEGATE = 0x0004;
    public static final int PERISHABLE = 0x0008;
    public static final int SENDER_SIDE = 0x0010;
    public static final int RECEIVER_SIDE = 0x0020;
    public static final int XATTR = 0x0040;
    public static final int CVS = 0x0080;
    public static final int NO_PREFIX = 0x0100;
    public static final int NO_PREFIX_INCLUDE = 0x0200;
    public static final int WORD_SPLIT = 0x0400;
    public static final int NO_INHERIT = 0x0800;
    public static final int EXCLUDE_SELF = 0x1000;

    /** Added by an option, not by the user: an older peer gets it without {@link #PERISHABLE}. */
    public static final int AUTOMATIC = 0x2000;

    /** One of those that the rule {@code -C} in front of it stands for. */
    public static final int FOR_CVS = 0x4000;

    private Modifier() {}
  }

  /** The same rule, added by an option and not by the user. */
  public FilterRule implied() {
    return new FilterRule(kind, pattern, modifiers | Modifier.AUTOMATIC, RuleOrigin.TYPED, test);
  }

  public boolean has(int modifier) {
    return (modifiers & modifier) != 0;
  }

  /** Whether the rule itself decides about file names (and not about attributes or other rules). */
  boolean judgesNames() {
    return kind != Kind.DIR_MERGE && !has(Modifier.XATTR | Modifier.CVS);
  }

  /** Whether the rule itself decides about names of extended attributes. */
  boolean judgesAttributes() {
    return kind != Kind.DIR_MERGE && has(Modifier.XATTR) && !has(Modifier.CVS);
  }

  /** Whether this is the rule {@code -C}, which only announces those it stands for. */
  boolean isCvsMark() {
    return kind != Kind.DIR_MERGE && has(Modifier.CVS);
  }

  /** Whether the rule counts for a side; a rule that names none, or both, counts for both. */
  boolean concerns(FilterList.Side side) {
    boolean sender = has(Modifier.SENDER_SIDE);
    boolean receiver = has(Modifier.RECEIVER_SIDE);
    return sender == receiver || (side == FilterList.Side.SENDER ? sender : receiver);
  }

  /** Whether a test of the program decides, which cannot be put into words. */
  boolean isUnspeakable() {
    return test != NameTest.BY_PATTERN;
  }

  FilterList.Verdict verdict() {
    return kind == Kind.INCLUDE ? FilterList.Verdict.INCLUDED : FilterList.Verdict.EXCLUDED;
  }

  /** The last component of the pattern, which is a merge rule's file name in each directory. */
  byte[] baseName() {
    return baseName(pattern);
  }

  /** {@link #baseName} for display. */
  public String shownName() {
    return TreePath.escape(baseName());
  }

  static byte[] baseName(byte[] name) {
    int start = name.length;
    while (start > 0 && name[start - 1] != '/') {
      start--;
    }
    return Arrays.copyOfRange(name, start, name.length);
  }

  FilterRule with(int modifier) {
    return new FilterRule(kind, pattern, modifiers | modifier, origin, test);
  }

  FilterRule without(int modifier) {
    return new FilterRule(kind, pattern, modifiers & ~modifier, origin, test);
  }

  /** What --delete-excluded makes of a rule: one that names no side is the sender's alone. */
  FilterRule withoutProtection() {
    boolean sided = has(Modifier.SENDER_SIDE) || has(Modifier.RECEIVER_SIDE);
    boolean holdsRules = kind == Kind.DIR_MERGE && !has(Modifier.NO_PREFIX);
    return sided || holdsRules ? this : with(Modifier.SENDER_SIDE);
  }

  /** The rule's pattern as messages show it, which never is the text of a file. */
  public String shown() {
    return origin.isTyped()
        ? TreePath.escape(pattern) + (has(Modifier.DIRECTORY) ? "/" : "")
        : RuleOrigin.READ_EARLIER.describe(pattern);
  }

  @Override
  public String toString() {
    return kind + " " + TreePath.escape(pattern) + " 0x" + Integer.toHexString(modifiers);
  }
}
