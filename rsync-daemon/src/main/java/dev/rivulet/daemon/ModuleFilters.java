// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.config.ByteText;
import dev.rivulet.daemon.config.ModuleConfig;
import dev.rivulet.daemon.host.OperatorFiles;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.filter.FilterRule.Kind;
import dev.rivulet.rsync.filter.FilterRule.Modifier;
import dev.rivulet.rsync.filter.FilterRuleParser;
import dev.rivulet.rsync.store.StoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rules of a module: {@code filter}, {@code include from}, {@code include}, {@code exclude
 * from}, {@code exclude}, in this order (rsyncd.conf(5)).
 */
final class ModuleFilters {
  private ModuleFilters() {}

  static FilterList of(ModuleConfig module) throws RsyncException {
    List<FilterRule> rules = new ArrayList<>();
    FilterRuleParser.parseRules(
        ByteText.bytes(module.filter()), name -> contents(ByteText.of(name)), rules);
    addFile(module.includeFrom(), true, rules);
    FilterRuleParser.parsePatterns(ByteText.bytes(module.include()), true, rules);
    addFile(module.excludeFrom(), false, rules);
    FilterRuleParser.parsePatterns(ByteText.bytes(module.exclude()), false, rules);
    rules.replaceAll(ModuleFilters::coveringWholeTrees);
    return new FilterList(rules);
  }

  private static void addFile(String name, boolean include, List<FilterRule> rules)
      throws RsyncException {
    if (!name.isEmpty()) {
      FilterRuleParser.parsePatternFile(contents(name), include, false, rules);
    }
  }

  private static byte[] contents(String name) throws RsyncException {
    try {
      return OperatorFiles.read(ByteText.bytes(name)).bytes();
    } catch (StoreException e) {
      throw new RsyncException(
          ExitCode.FILE_IO,
          "rsync: failed to open exclude file " + name + ": " + SystemErrors.reason(e),
          e);
    }
  }

  /** Excluding a directory excludes what is in it, also from clients that name it themselves. */
  private static FilterRule coveringWholeTrees(FilterRule rule) {
    if (rule.kind() != Kind.EXCLUDE || !rule.has(Modifier.DIRECTORY)) {
      return rule;
    }
    byte[] pattern = Arrays.copyOf(rule.pattern(), rule.pattern().length + 4);
    System.arraycopy(new byte[] {'/', '*', '*', '*'}, 0, pattern, rule.pattern().length, 4);
    return new FilterRule(rule.kind(), pattern, rule.modifiers() & ~Modifier.DIRECTORY);
  }
}
