// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

/**
 * One rule of a filter list (rsync(1), section FILTER RULES).
 *
 * <p>Immutable; the pattern is kept without its trailing slash, which became {@link
 * Modifier#DIRECTORY}.
 *
 * @param kind what a match means
 * @param pattern the pattern, or the file name of a merge rule
 * @param modifiers a bit set of {@link Modifier}
 */
public record FilterRule(Kind kind, byte[] pattern, int modifiers) {

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

    private Modifier() {}
  }

  public boolean has(int modifier) {
    return (modifiers & modifier) != 0;
  }
}
