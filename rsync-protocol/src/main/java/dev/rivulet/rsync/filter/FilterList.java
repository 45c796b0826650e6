// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import java.util.List;

/**
 * An ordered list of rules; the first that matches decides, no match means included.
 *
 * <p>Immutable, safe for any thread. Per-directory merge rules are resolved by {@link
 * DirectoryFilters}.
 */
public final class FilterList {

  /** The list without rules. */
  public static final FilterList EMPTY = new FilterList(List.of());

  private final List<FilterRule> rules;

  public FilterList(List<FilterRule> rules) {
    this.rules = List.copyOf(rules);
  }

  public List<FilterRule> rules() {
    return rules;
  }

  public boolean isEmpty() {
    return rules.isEmpty();
  }

  /** Whose point of view a name is judged from. */
  public enum Side {
    SENDER,
    RECEIVER
  }

  /** What the first matching rule says. */
  public enum Verdict {
    INCLUDED,
    EXCLUDED,
    /** No rule matched. */
    UNDECIDED
  }

  /**
   * Judges a name.
   *
   * @param name relative to the root of the transfer, without leading slash
   * @param ignorePerishable whether perishable rules do not count (deleting inside a doomed
   *     directory)
   */
  public Verdict judge(byte[] name, boolean isDirectory, Side side, boolean ignorePerishable) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Whether {@link #judge} excludes the name. */
  public boolean excludes(byte[] name, boolean isDirectory, Side side) {
    return judge(name, isDirectory, side, false) == Verdict.EXCLUDED;
  }
}
