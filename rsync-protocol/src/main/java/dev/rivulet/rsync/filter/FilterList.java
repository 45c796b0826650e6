// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * An ordered list of rules; the first that matches decides, no match means included.
 *
 * <p>Immutable, safe for any thread. Per-directory merge rules are resolved by {@link
 * DirectoryFilters}.
 */
public final class FilterList {

  /** The list without rules. */
  public static final FilterList EMPTY = new FilterList(List.of());

  private static final byte[] NO_BASE = {};

  private final List<FilterRule> rules;
  private final RuleMatcher[] senderMatchers;
  private final RuleMatcher[] receiverMatchers;
  private final RuleMatcher[] senderAttributeMatchers;
  private final RuleMatcher[] receiverAttributeMatchers;
  private final byte[] base;

  public FilterList(List<FilterRule> rules) {
    this(rules, NO_BASE);
  }

  private FilterList(List<FilterRule> rules, byte[] base) {
    this.rules = List.copyOf(rules);
    this.senderMatchers = matchers(Side.SENDER, FilterRule::judgesNames);
    this.receiverMatchers = matchers(Side.RECEIVER, FilterRule::judgesNames);
    this.senderAttributeMatchers = matchers(Side.SENDER, FilterRule::judgesAttributes);
    this.receiverAttributeMatchers = matchers(Side.RECEIVER, FilterRule::judgesAttributes);
    this.base = base;
  }

  private RuleMatcher[] matchers(Side side, Predicate<FilterRule> kind) {
    return rules.stream()
        .filter(rule -> kind.test(rule) && rule.concerns(side))
        .map(RuleMatcher::new)
        .toArray(RuleMatcher[]::new);
  }

  /**
   * The same rules for a transfer whose root is in {@code directory}, which the rules that compare
   * whole paths (modifier {@code /}) need: an absolute path, or one from the root of a daemon's
   * module.
   */
  public FilterList at(byte[] directory) {
    return new FilterList(rules, baseOf(directory));
  }

  /** A directory without its leading slash, and with one at its end unless it is empty. */
  static byte[] baseOf(byte[] directory) {
    int start = 0;
    int end = directory.length;
    while (start < end && directory[start] == '/') {
      start++;
    }
    while (end > start && directory[end - 1] == '/') {
      end--;
    }
    byte[] base = Arrays.copyOfRange(directory, start, start == end ? end : end + 1);
    if (base.length > 0) {
      base[base.length - 1] = '/';
    }
    return base;
  }

  /** The list as --delete-excluded has it: rules that name no side no longer protect. */
  public FilterList withoutProtection() {
    return new FilterList(rules.stream().map(FilterRule::withoutProtection).toList(), base);
  }

  /** The rules about extended attributes alone. */
  public FilterList ofAttributes() {
    return new FilterList(rules.stream().filter(FilterRule::judgesAttributes).toList(), base);
  }

  /** Whether any rule names files of rules to be read per directory. */
  public boolean hasDirectoryMerges() {
    return rules.stream().anyMatch(rule -> rule.kind() == FilterRule.Kind.DIR_MERGE);
  }

  /** These rules, then others. */
  public FilterList with(FilterList others) {
    List<FilterRule> all = new ArrayList<>(rules);
    all.addAll(others.rules);
    return new FilterList(all, base);
  }

  /** All but the rules that compare whole paths, which mean nothing where only names are known. */
  public FilterList withoutAbsolute() {
    return new FilterList(
        rules.stream().filter(rule -> !rule.has(FilterRule.Modifier.ABSOLUTE)).toList(), base);
  }

  /** The same rules, which count in directories that are being deleted as well. */
  public FilterList withoutPerishable() {
    return new FilterList(
        rules.stream().map(rule -> rule.without(FilterRule.Modifier.PERISHABLE)).toList(), base);
  }

  /** Only the rules that name files of rules to be read per directory. */
  public FilterList onlyDirectoryMerges() {
    return new FilterList(
        rules.stream().filter(rule -> rule.kind() == FilterRule.Kind.DIR_MERGE).toList(), base);
  }

  /** All but the rules that name files of rules to be read per directory. */
  public FilterList withoutDirectoryMerges() {
    return new FilterList(
        rules.stream().filter(rule -> rule.kind() != FilterRule.Kind.DIR_MERGE).toList(), base);
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
   * @param name relative to the root of the transfer; a leading slash, as lists may have it, is
   *     none for a double star at the start
   * @param ignorePerishable whether perishable rules do not count (deleting inside a doomed
   *     directory)
   */
  public Verdict judge(byte[] name, boolean isDirectory, Side side, boolean ignorePerishable) {
    for (RuleMatcher matcher : side == Side.SENDER ? senderMatchers : receiverMatchers) {
      FilterRule rule = matcher.rule();
      if (ignorePerishable && rule.has(FilterRule.Modifier.PERISHABLE)) {
        continue;
      }
      if (matcher.matches(name, isDirectory, base)) {
        return rule.verdict();
      }
    }
    return Verdict.UNDECIDED;
  }

  /** Whether any rule is about extended attributes (modifier {@code x}). */
  public boolean judgesAttributes(Side side) {
    return attributeMatchers(side).length > 0;
  }

  /** Judges the name of an extended attribute, its namespace in front. */
  public Verdict judgeAttribute(byte[] name, Side side) {
    for (RuleMatcher matcher : attributeMatchers(side)) {
      if (matcher.matches(name, false, NO_BASE)) {
        return matcher.rule().verdict();
      }
    }
    return Verdict.UNDECIDED;
  }

  private RuleMatcher[] attributeMatchers(Side side) {
    return side == Side.SENDER ? senderAttributeMatchers : receiverAttributeMatchers;
  }

  /** Whether {@link #judge} excludes the name. */
  public boolean excludes(byte[] name, boolean isDirectory, Side side) {
    return judge(name, isDirectory, side, false) == Verdict.EXCLUDED;
  }
}
