// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes of permissions, one after the other, in the words of chmod(1) and rsync(1), {@code
 * --chmod}. Immutable.
 */
public final class ChmodRules {
  /** Changes nothing. */
  public static final ChmodRules NONE = new ChmodRules(List.of());

  private static final int EXECUTE = 0111;

  private final List<ChmodRule> rules;

  private ChmodRules(List<ChmodRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** The rules of a list separated by commas; empty if it is not well-formed. */
  public static Optional<ChmodRules> parse(String text) {
    List<ChmodRule> rules = new ArrayList<>();
    for (String item : text.split(",", -1)) {
      ChmodRule rule = ChmodRule.parse(item);
      if (rule == null) {
        return Optional.empty();
      }
      rules.add(rule);
    }
    return Optional.of(new ChmodRules(rules));
  }

  /** These rules and behind them others. */
  public ChmodRules and(ChmodRules others) {
    List<ChmodRule> all = new ArrayList<>(rules);
    all.addAll(others.rules);
    return new ChmodRules(all);
  }

  public boolean isEmpty() {
    return rules.isEmpty();
  }

  /**
   * The mode with changed permissions; symbolic links, and what has no mode, keep theirs.
   *
   * @param mode type and permission bits
   * @param umask bits that rules which name nobody leave alone
   */
  public int apply(int mode, int umask) {
    if (mode == 0 || FileType.isSymlink(mode)) {
      return mode;
    }
    boolean directory = FileType.isDirectory(mode);
    boolean mayExecute = directory || (mode & EXECUTE) != 0;
    int permissions = mode & FileType.PERMISSIONS;
    for (ChmodRule rule : rules) {
      if (rule.concerns(directory)) {
        permissions = rule.apply(permissions, mayExecute, umask);
      }
    }
    return mode & ~FileType.PERMISSIONS | permissions;
  }
}
