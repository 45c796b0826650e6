// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import dev.rivulet.rsync.RsyncException;
import java.util.List;

/** Text to rules: {@code --filter}, {@code --exclude}, {@code --include} and files of them. */
public final class FilterRuleParser {
  private FilterRuleParser() {}

  /**
   * One rule with its prefix, as {@code --filter} takes it (the clear rule empties {@code into}).
   *
   * @throws RsyncException (exit code 1) with rsync's text for a rule it would refuse
   */
  public static void parseRule(byte[] text, List<FilterRule> into) throws RsyncException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** One pattern of --exclude or --include; the old prefixes {@code "+ "}, {@code "- "}, {@code !}. */
  public static void parsePattern(byte[] text, boolean include, List<FilterRule> into)
      throws RsyncException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The contents of an --exclude-from or --include-from file. */
  public static void parsePatternFile(
      byte[] contents, boolean include, boolean nulSeparated, List<FilterRule> into)
      throws RsyncException {
    throw new UnsupportedOperationException("skeleton");
  }
}
