// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.FilterList.Side;
import dev.rivulet.rsync.filter.FilterList.Verdict;
import dev.rivulet.rsync.filter.FilterRule.Kind;
import dev.rivulet.rsync.filter.FilterRule.Modifier;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rules in force in one directory: the transfer's list with per-directory merge files read and
 * inherited. Entering a directory gives a new value; the old one stays valid for its siblings.
 *
 * <p>Immutable. A merge rule's file is looked for by its last component in every directory that is
 * entered, and not above the root of the transfer. The rules of a merge file stand where the merge
 * rule stands: those of the directory itself first, then those its parents' files left to it.
 */
public final class DirectoryFilters {
  private static final byte[] NO_BYTES = {};
  private static final long MAX_FILE_SIZE = 16 << 20;

  /** One step of judging: a rule, or the rules found through a merge rule. */
  private sealed interface Step permits Rule, Merge {}

  private record Rule(RuleMatcher matcher) implements Step {}

  /** What a per-directory merge rule has gathered down to this directory. */
  private record Merge(FilterRule rule, List<Step> steps) implements Step {}

  private final List<Step> steps;
  private final boolean readsFiles;
  private final FilterList daemonRules;
  private final Side side;
  private final boolean deleteExcluded;
  private final byte[] base;

  private DirectoryFilters(
      List<Step> steps, FilterList daemonRules, Side side, boolean deleteExcluded, byte[] base) {
    this.steps = steps;
    this.readsFiles = steps.stream().anyMatch(step -> step instanceof Merge);
    this.daemonRules = daemonRules;
    this.side = side;
    this.deleteExcluded = deleteExcluded;
    this.base = base;
  }

  /**
   * The filters at the root of a transfer.
   *
   * @param rules the transfer's rules
   * @param daemonRules the module's own rules, judged first; {@link FilterList#EMPTY} elsewhere
   */
  public static DirectoryFilters root(FilterList rules, FilterList daemonRules, Side side) {
    return root(rules, daemonRules, side, false);
  }

  /**
   * As {@link #root(FilterList, FilterList, Side)}.
   *
   * @param deleteExcluded whether rules that name no side, also those read per directory, do not
   *     protect (--delete-excluded)
   */
  public static DirectoryFilters root(
      FilterList rules, FilterList daemonRules, Side side, boolean deleteExcluded) {
    List<Step> steps = new ArrayList<>();
    for (FilterRule rule : rules.rules()) {
      addStep(deleteExcluded ? rule.withoutProtection() : rule, NO_BYTES, side, steps);
    }
    return new DirectoryFilters(steps, daemonRules, side, deleteExcluded, NO_BYTES);
  }

  private static void addStep(FilterRule rule, byte[] anchor, Side side, List<Step> steps) {
    if (rule.kind() == Kind.DIR_MERGE) {
      steps.add(new Merge(rule, List.of()));
    } else if (rule.judgesNames() && rule.concerns(side)) {
      steps.add(new Rule(new RuleMatcher(rule, anchor)));
    }
  }

  /**
   * The same filters for a transfer whose root is in {@code directory}: an absolute path, or one
   * from the root of the module, which the module's own rules and rules with the modifier {@code /}
   * are compared with.
   */
  public DirectoryFilters at(byte[] directory) {
    return new DirectoryFilters(
        steps, daemonRules.at(directory), side, deleteExcluded, FilterList.baseOf(directory));
  }

  /**
   * The filters inside {@code directory} of {@code tree}, its merge files read.
   *
   * @param transferName the directory's name relative to the root of the transfer, {@code .} for
   *     the root
   * @throws RsyncException (exit code 1) for a rule in a file that cannot be understood
   */
  public DirectoryFilters enter(FileTree tree, TreePath directory, byte[] transferName)
      throws IOException {
    if (!readsFiles) {
      return this;
    }
    Place place = new Place(tree, directory, anchorOf(transferName));
    return new DirectoryFilters(
        enter(steps, place, List.of()), daemonRules, side, deleteExcluded, base);
  }

  /** The directory being entered; the anchor is what a leading slash in its files stands for. */
  private record Place(FileTree tree, TreePath directory, byte[] anchor) {}

  /**
   * Enters the merge rules of a list.
   *
   * @param open the merge rules whose files hold this list; the same file is not read within itself
   */
  private List<Step> enter(List<Step> list, Place place, List<FilterRule> open) throws IOException {
    List<Step> entered = new ArrayList<>();
    for (Step step : list) {
      if (!(step instanceof Merge merge)) {
        entered.add(step);
      } else if (!isOpen(merge.rule(), open)) {
        entered.add(enter(merge, place, open));
      }
    }
    return entered;
  }

  private static boolean isOpen(FilterRule rule, List<FilterRule> open) {
    return open.stream().anyMatch(other -> Arrays.equals(other.baseName(), rule.baseName()));
  }

  private static byte[] anchorOf(byte[] transferName) {
    return transferName.length == 1 && transferName[0] == '.'
        ? NO_BYTES
        : FilterList.baseOf(transferName);
  }

  private Merge enter(Merge merge, Place place, List<FilterRule> open) throws IOException {
    FilterRule rule = merge.rule();
    List<FilterRule> found = readRules(rule, place);
    int clear = found.lastIndexOf(FilterRule.CLEAR);
    List<Step> local = new ArrayList<>();
    for (FilterRule each : found.subList(clear + 1, found.size())) {
      addStep(deleteExcluded ? each.withoutProtection() : each, place.anchor(), side, local);
    }
    if (clear < 0 && !rule.has(Modifier.NO_INHERIT)) {
      local.addAll(merge.steps());
    }
    List<FilterRule> nowOpen = new ArrayList<>(open);
    nowOpen.add(rule);
    return new Merge(rule, enter(local, place, nowOpen));
  }

  private static List<FilterRule> readRules(FilterRule merge, Place place) throws IOException {
    TreePath path = place.directory().child(merge.baseName());
    String display = TreePath.escape(path.bytes());
    List<FilterRule> rules = new ArrayList<>();
    RuleReader.forMerge(merge, name -> readMerged(place, name), 1, display)
        .readFile(readFile(place.tree(), path), false, rules);
    return rules;
  }

  /** A file that a per-directory file merges, which lies in or below the same directory. */
  private static byte[] readMerged(Place place, byte[] name) throws RsyncException {
    try {
      TreePath path = place.directory().resolve(TreePath.of(name));
      place.tree().stat(path);
      return readFile(place.tree(), path);
    } catch (RsyncException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw new RsyncException(
          ExitCode.FILE_IO, "failed to open exclude file " + TreePath.escape(name), e);
    }
  }

  /**
   * Contents of a per-directory file. Without one, or with one that cannot be read, there are no
   * rules, as with the original; but a link, which is not followed, is not taken for no rules.
   */
  private static byte[] readFile(FileTree tree, TreePath path) throws IOException {
    try (SourceFile file = tree.open(path)) {
      long size = file.attributes().size();
      if (size > MAX_FILE_SIZE) {
        throw unreadable(path, Errno.EFBIG);
      }
      byte[] contents = new byte[(int) size];
      int length = Math.max(0, file.read(0, contents, 0, contents.length));
      return Arrays.copyOf(contents, length);
    } catch (StoreException e) {
      if (e.errno() == Errno.ELOOP) {
        throw unreadable(path, e.errno());
      }
      return NO_BYTES;
    }
  }

  private static RsyncException unreadable(TreePath path, Errno errno) {
    return new RsyncException(
        ExitCode.FILE_IO,
        "failed to open exclude file %s: %s (%d)"
            .formatted(TreePath.escape(path.bytes()), errno.text(), errno.number()));
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
    return judge(steps, name, isDirectory, ignorePerishable);
  }

  private Verdict judge(
      List<Step> list, byte[] name, boolean isDirectory, boolean ignorePerishable) {
    for (int i = 0; i < list.size(); i++) {
      Verdict verdict = judge(list.get(i), name, isDirectory, ignorePerishable);
      if (verdict != Verdict.UNDECIDED) {
        return verdict;
      }
    }
    return Verdict.UNDECIDED;
  }

  private Verdict judge(Step step, byte[] name, boolean isDirectory, boolean ignorePerishable) {
    if (step instanceof Merge merge) {
      return judge(merge.steps(), name, isDirectory, ignorePerishable);
    }
    RuleMatcher matcher = ((Rule) step).matcher();
    boolean ignored = ignorePerishable && matcher.rule().has(Modifier.PERISHABLE);
    return !ignored && matcher.matches(name, isDirectory, base)
        ? matcher.rule().verdict()
        : Verdict.UNDECIDED;
  }

  /**
   * Whether the module's own rules hide the name; the directory asked for itself is never hidden.
   */
  public boolean isHiddenByDaemon(byte[] name, boolean isDirectory) {
    boolean itself = name.length == 1 && name[0] == '.';
    return !daemonRules.isEmpty() && !itself && daemonRules.excludes(name, isDirectory, side);
  }
}
