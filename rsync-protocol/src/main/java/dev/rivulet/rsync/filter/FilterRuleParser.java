// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.FilterRule.Kind;
import dev.rivulet.rsync.filter.RuleReader.Syntax;
import java.util.List;

/** Text to rules: {@code --filter}, {@code --exclude}, {@code --include} and files of them. */
public final class FilterRuleParser {
  private FilterRuleParser() {}

  /**
   * One rule with its prefix, as {@code --filter} takes it (the clear rule empties {@code into}). A
   * rule that merges a file is refused.
   *
   * @throws RsyncException (exit code 1) with rsync's text for a rule it would refuse
   */
  public static void parseRule(byte[] text, List<FilterRule> into) throws RsyncException {
    parseRule(text, MergeFiles.NONE, into);
  }

  /** As {@link #parseRule(byte[], List)}, with files for the rules that merge them in place. */
  public static void parseRule(byte[] text, MergeFiles files, List<FilterRule> into)
      throws RsyncException {
    new RuleReader(Syntax.FULL, Kind.EXCLUDE, files).read(text, into);
  }

  /** Rules separated by white space, as a daemon's {@code filter} parameter has them. */
  public static void parseRules(byte[] text, MergeFiles files, List<FilterRule> into)
      throws RsyncException {
    new RuleReader(Syntax.FULL, Kind.EXCLUDE, files).readWords(text, into);
  }

  /**
   * One pattern of --exclude or --include; the old prefixes {@code "+ "}, {@code "- "}, {@code !}.
   */
  public static void parsePattern(byte[] text, boolean include, List<FilterRule> into)
      throws RsyncException {
    patterns(include).read(text, into);
  }

  /** Patterns separated by white space, as a daemon's {@code exclude} parameter has them. */
  public static void parsePatterns(byte[] text, boolean include, List<FilterRule> into)
      throws RsyncException {
    patterns(include).readWords(text, into);
  }

  private static RuleReader patterns(boolean include) {
    return new RuleReader(
        Syntax.OLD_PREFIXES, include ? Kind.INCLUDE : Kind.EXCLUDE, MergeFiles.NONE);
  }

  /** The contents of an --exclude-from or --include-from file. */
  public static void parsePatternFile(
      byte[] contents, boolean include, boolean nulSeparated, List<FilterRule> into)
      throws RsyncException {
    RuleReader.forPatternFile(include ? Kind.INCLUDE : Kind.EXCLUDE)
        .readFile(contents, nulSeparated, into);
  }
}
