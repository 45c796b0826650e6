// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes of permissions, one after the other, in the words of chmod(1) and rsync(1), {@code
 * --chmod}. Immutable.
 */
public final class ChmodRules {
  /** Changes nothing. */
  public static final ChmodRules NONE = new ChmodRules(List.of(), 0);

  private static final int EXECUTE = 0111;

  private final List<ChmodRule> rules;
  private final int umask;

  private ChmodRules(List<ChmodRule> rules, int umask) {
    this.rules = List.copyOf(rules);
    this.umask = umask;
  }

  /**
   * The rules of a list separated by commas; empty if it is not well-formed. They know no umask.
   */
  public static Optional<ChmodRules> parse(String text) {
    List<ChmodRule> rules = new ArrayList<>();
    for (String item : text.split(",", -1)) {
      ChmodRule rule = ChmodRule.parse(item);
      if (rule == null) {
        return Optional.empty();
      }
      rules.add(rule);
    }
    return Optional.of(new ChmodRules(rules, 0));
  }

  /**
   * The rules of an argument of {@code --chmod}.
   *
   * @throws RsyncException with rsync's text and exit code if it is not well-formed
   */
  public static ChmodRules ofOption(byte[] argument) throws RsyncException {
    String text = new String(argument, StandardCharsets.UTF_8);
    return parse(text)
        .orElseThrow(
            () ->
                new RsyncException(
                    ExitCode.SYNTAX, "rsync: Invalid argument passed to --chmod (" + text + ")"));
  }

  /** These rules and behind them others. */
  public ChmodRules and(ChmodRules others) {
    List<ChmodRule> all = new ArrayList<>(rules);
    all.addAll(others.rules);
    return new ChmodRules(all, umask);
  }

  /**
   * The same rules for a place with a umask.
   *
   * @param bits that rules which name nobody leave alone
   */
  public ChmodRules underUmask(int bits) {
    return new ChmodRules(rules, bits);
  }

  public boolean isEmpty() {
    return rules.isEmpty();
  }

  /**
   * The mode with changed permissions; symbolic links, and what has no mode, keep theirs.
   *
   * @param mode type and permission bits
   */
  public int apply(int mode) {
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
