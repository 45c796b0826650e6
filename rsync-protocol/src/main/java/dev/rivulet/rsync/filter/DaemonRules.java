// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.FilterRule.Kind;
import dev.rivulet.rsync.filter.FilterRule.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rules of a daemon's module (rsyncd.conf(5), filter, include from, include, exclude from,
 * exclude), to be added in that order.
 *
 * <p>They are judged against paths from the root of the module: a pattern with a slash is compared
 * with the whole path, and an excluded directory takes its contents with it.
 */
public final class DaemonRules {
  private static final byte[] CONTENTS = {'/', '*', '*', '*'};

  private final List<FilterRule> rules = new ArrayList<>();

  /** The {@code filter} parameter: rules with prefixes, separated by white space. */
  public void addFilter(byte[] text, RuleContext context) throws RsyncException {
    FilterRuleParser.parseRules(text, context, rules);
  }

  /** The {@code include} or {@code exclude} parameter: patterns separated by white space. */
  public void addPatterns(byte[] text, boolean include) throws RsyncException {
    FilterRuleParser.parsePatterns(text, include, rules);
  }

  /** The contents of the file that {@code include from} or {@code exclude from} names. */
  public void addPatternFile(byte[] contents, String name, boolean include) throws RsyncException {
    FilterRuleParser.parsePatternFile(contents, name, include, false, RuleContext.NONE, rules);
  }

  public FilterList toList() {
    return new FilterList(rules.stream().map(DaemonRules::fromModuleRoot).toList());
  }

  private static FilterRule fromModuleRoot(FilterRule rule) {
    if (rule.kind() == Kind.DIR_MERGE) {
      return rule;
    }
    boolean takesContents = rule.kind() == Kind.EXCLUDE && rule.has(Modifier.DIRECTORY);
    byte[] pattern = takesContents ? append(rule.pattern(), CONTENTS) : rule.pattern();
    int modifiers = takesContents ? rule.modifiers() & ~Modifier.DIRECTORY : rule.modifiers();
    boolean hasSlash = indexOfSlash(pattern) >= 0;
    return new FilterRule(
        rule.kind(), pattern, hasSlash ? modifiers | Modifier.ABSOLUTE : modifiers);
  }

  private static byte[] append(byte[] head, byte[] tail) {
    byte[] joined = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, joined, head.length, tail.length);
    return joined;
  }

  private static int indexOfSlash(byte[] pattern) {
    for (int i = 0; i < pattern.length; i++) {
      if (pattern[i] == '/') {
        return i;
      }
    }
    return -1;
  }
}
