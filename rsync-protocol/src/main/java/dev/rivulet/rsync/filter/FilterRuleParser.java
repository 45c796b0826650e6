// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.FilterRule.Kind;
import dev.rivulet.rsync.filter.RuleReader.Syntax;
import java.util.ArrayList;
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
    parseRule(text, RuleContext.NONE, into);
  }

  /** As {@link #parseRule(byte[], List)}, with files for the rules that merge them in place. */
  public static void parseRule(byte[] text, RuleContext context, List<FilterRule> into)
      throws RsyncException {
    new RuleReader(Syntax.FULL, Kind.EXCLUDE, context).read(text, into);
  }

  /** Rules separated by white space, as a daemon's {@code filter} parameter has them. */
  public static void parseRules(byte[] text, RuleContext context, List<FilterRule> into)
      throws RsyncException {
    new RuleReader(Syntax.FULL, Kind.EXCLUDE, context).readWords(text, into);
  }

  /**
   * One pattern of --exclude or --include; the old prefixes {@code "+ "}, {@code "- "}, {@code !}.
   */
  public static void parsePattern(byte[] text, boolean include, List<FilterRule> into)
      throws RsyncException {
    parsePattern(text, include, RuleContext.NONE, into);
  }

  /** As {@link #parsePattern(byte[], boolean, List)}, with somebody who hears of what is odd. */
  public static void parsePattern(
      byte[] text, boolean include, RuleContext context, List<FilterRule> into)
      throws RsyncException {
    patterns(include, context).read(text, into);
  }

  /** Patterns separated by white space, as a daemon's {@code exclude} parameter has them. */
  public static void parsePatterns(byte[] text, boolean include, List<FilterRule> into)
      throws RsyncException {
    patterns(include, RuleContext.NONE).readWords(text, into);
  }

  private static RuleReader patterns(boolean include, RuleContext context) {
    return new RuleReader(Syntax.OLD_PREFIXES, kind(include), context);
  }

  private static Kind kind(boolean include) {
    return include ? Kind.INCLUDE : Kind.EXCLUDE;
  }

  /**
   * The contents of an --exclude-from or --include-from file.
   *
   * @param name of the file, for messages
   */
  public static void parsePatternFile(
      byte[] contents,
      String name,
      boolean include,
      boolean nulSeparated,
      RuleContext context,
      List<FilterRule> into)
      throws RsyncException {
    RuleReader.forPatternFile(kind(include), context, new RuleOrigin(name, 0))
        .readFile(contents, nulSeparated, into);
  }

  /**
   * The rules that --cvs-exclude adds behind all others: the files {@code .cvsignore} of
   * directories, and what {@code -C} stands for.
   */
  public static FilterList cvsRules(CvsIgnores ignores) throws RsyncException {
    List<FilterRule> rules = new ArrayList<>();
    RuleContext user =
        new RuleContext() {
          @Override
          public byte[] read(byte[] name) throws RsyncException {
            return RuleContext.NONE.read(name);
          }

          @Override
          public CvsIgnores ignores() {
            return ignores;
          }
        };
    parseRule(new byte[] {':', 'C'}, user, rules);
    parseRule(new byte[] {'-', 'C'}, user, rules);
    return new FilterList(rules);
  }
}
