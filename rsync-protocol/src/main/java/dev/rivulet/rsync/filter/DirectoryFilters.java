// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.DirectoryRuleReader.Place;
import dev.rivulet.rsync.filter.FilterList.Side;
import dev.rivulet.rsync.filter.FilterList.Verdict;
import dev.rivulet.rsync.filter.FilterRule.Modifier;
import java.io.IOException;
import java.util.List;

/**
 * The rules in force in one directory: the transfer's list with per-directory merge files read and
 * inherited. Entering a directory gives a new value; the old one stays valid for its siblings.
 *
 * <p>The rules of a merge file stand where the merge rule stands: those of the directory itself
 * first, then those its parents' files left to it. Values of one root belong to one thread.
 */
public final class DirectoryFilters {
  private static final byte[] NO_BYTES = {};
  private static final byte[] SLASH = {'/'};
  private static final String OWN_LIST = "";
  private static final String CVS_LIST = "[global CVS]";

  private final List<FilterStep> steps;
  private final boolean readsFiles;
  private final FilterList daemonRules;
  private final Side side;
  private final DirectoryRuleReader reader;
  private final FilterTrace trace;
  private final byte[] base;

  private DirectoryFilters(
      List<FilterStep> steps,
      FilterList daemonRules,
      Side side,
      DirectoryRuleReader reader,
      FilterTrace trace,
      byte[] base) {
    this.steps = steps;
    this.readsFiles = steps.stream().anyMatch(step -> step instanceof DirectoryMerge);
    this.daemonRules = daemonRules;
    this.side = side;
    this.reader = reader;
    this.trace = trace;
    this.base = base;
  }

  /**
   * The filters at the root of a transfer.
   *
   * @param rules the transfer's rules
   * @param daemonRules the module's own rules, judged first; {@link FilterList#EMPTY} elsewhere
   * @param files where per-directory files are found
   * @param deleteExcluded whether rules that name no side, also those read per directory, do not
   *     protect (--delete-excluded)
   * @param trace hears what decides
   */
  public static DirectoryFilters root(
      FilterList rules,
      FilterList daemonRules,
      Side side,
      boolean deleteExcluded,
      RuleFiles files,
      FilterTrace trace) {
    DirectoryRuleReader reader = new DirectoryRuleReader(files, trace, side, deleteExcluded);
    return new DirectoryFilters(
        reader.steps(rules.rules()), daemonRules, side, reader, trace, NO_BYTES);
  }

  /**
   * The same filters for a transfer whose root is in {@code directory}: an absolute path, or one
   * from the root of the module, which the module's own rules and rules with the modifier {@code /}
   * are compared with.
   */
  public DirectoryFilters at(byte[] directory) {
    return new DirectoryFilters(
        steps, daemonRules.at(directory), side, reader, trace, FilterList.baseOf(directory));
  }

  /**
   * The filters inside a directory, its merge files read.
   *
   * @param argument by which the workspace finds the directory
   * @param transferName the directory's name relative to the root of the transfer, {@code .} for
   *     the root
   * @throws RsyncException (exit code 1) for a rule in a file that cannot be understood
   */
  public DirectoryFilters enter(byte[] argument, byte[] transferName) throws IOException {
    if (!readsFiles) {
      return this;
    }
    boolean slash = argument.length > 0 && argument[argument.length - 1] == '/';
    byte[] anchor = anchorOf(transferName);
    Place place =
        new Place(
            slash ? argument : PathText.join(argument, SLASH),
            PathText.join(base, anchor),
            anchor,
            false,
            base);
    return new DirectoryFilters(reader.enter(steps, place), daemonRules, side, reader, trace, base);
  }

  private static byte[] anchorOf(byte[] transferName) {
    return transferName.length == 1 && transferName[0] == '.'
        ? NO_BYTES
        : FilterList.baseOf(transferName);
  }

  /** Whether there are rules that read files in directories. */
  public boolean readFiles() {
    return readsFiles;
  }

  /** Whether there is no rule, so that nothing needs to be judged. */
  public boolean isEmpty() {
    return steps.isEmpty() && daemonRules.isEmpty();
  }

  /**
   * Judges an entry of this directory.
   *
   * @param name relative to the root of the transfer
   */
  public Verdict judge(byte[] name, boolean isDirectory, boolean ignorePerishable) {
    if (isHiddenByDaemon(name, isDirectory)) {
      return Verdict.EXCLUDED;
    }
    return judge(steps, OWN_LIST, name, isDirectory, ignorePerishable);
  }

  private Verdict judge(
      List<FilterStep> list,
      String label,
      byte[] name,
      boolean isDirectory,
      boolean ignorePerishable) {
    for (int i = 0; i < list.size(); i++) {
      Verdict verdict = judge(list.get(i), label, name, isDirectory, ignorePerishable);
      if (verdict != Verdict.UNDECIDED) {
        return verdict;
      }
    }
    return Verdict.UNDECIDED;
  }

  private Verdict judge(
      FilterStep step, String label, byte[] name, boolean isDirectory, boolean ignorePerishable) {
    if (step instanceof DirectoryMerge merge) {
      return judge(merge.steps(), merge.label(), name, isDirectory, ignorePerishable);
    }
    RuleMatcher matcher = ((FilterStep.Single) step).matcher();
    FilterRule rule = matcher.rule();
    boolean ignored = ignorePerishable && rule.has(Modifier.PERISHABLE);
    if (ignored || !matcher.matches(name, isDirectory, base)) {
      return Verdict.UNDECIDED;
    }
    trace.decided(name, isDirectory, rule, rule.has(Modifier.FOR_CVS) ? CVS_LIST : label);
    return rule.verdict();
  }

  /**
   * Whether the module's own rules hide the name; the directory asked for itself is never hidden.
   */
  public boolean isHiddenByDaemon(byte[] name, boolean isDirectory) {
    boolean itself = name.length == 1 && name[0] == '.';
    return !daemonRules.isEmpty() && !itself && daemonRules.excludes(name, isDirectory, side);
  }
}
