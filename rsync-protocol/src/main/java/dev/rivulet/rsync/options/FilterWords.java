// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.filter.FilterRuleParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The options about filter rules, and the rules that other options add. */
final class FilterWords implements OptionGroup {
  private final OptionRules context;
  private final TransferOptionsBuilder builder;
  private final List<FilterRule> rules = new ArrayList<>();
  private int dirFilters;

  FilterWords(OptionRules context, TransferOptionsBuilder builder) {
    this.context = context;
    this.builder = builder;
  }

  @Override
  public boolean flag(Option option, boolean on, String asTyped) throws RsyncException {
    switch (option) {
      case DIR_FILTERS -> dirFilters();
      case CVS_EXCLUDE -> builder.cvsExclude(true).cvsIgnores(context.ignores());
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean text(Option option, byte[] value, String asTyped) throws RsyncException {
    switch (option) {
      case FILTER -> FilterRuleParser.parseRule(value, context, rules);
      case EXCLUDE -> FilterRuleParser.parsePattern(value, false, context, rules);
      case INCLUDE -> FilterRuleParser.parsePattern(value, true, context, rules);
      case EXCLUDE_FROM -> patternFile(value, false);
      case INCLUDE_FROM -> patternFile(value, true);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Adds a rule that another option implies, in the syntax of {@code --filter}. */
  void add(String prefix, byte[] pattern) throws RsyncException {
    byte[] rule = Bytes.join(prefix.getBytes(StandardCharsets.US_ASCII), pattern);
    List<FilterRule> implied = new ArrayList<>();
    FilterRuleParser.parseRule(rule, implied);
    implied.forEach(each -> rules.add(each.implied()));
  }

  /** All rules, once all options are read. */
  void settle() {
    builder.filters(new FilterList(rules));
  }

  private void dirFilters() throws RsyncException {
    String rule = dirFilters == 0 ? ": /.rsync-filter" : "- .rsync-filter";
    if (dirFilters++ < 2) {
      FilterRuleParser.parseRule(rule.getBytes(StandardCharsets.US_ASCII), rules);
    }
  }

  private void patternFile(byte[] path, boolean include) throws RsyncException {
    byte[] contents = context.readPatterns(include ? "include" : "exclude", path);
    FilterRuleParser.parsePatternFile(
        contents, Usage.text(path), include, context.nulSeparated(), context, rules);
  }
}
