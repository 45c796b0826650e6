// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.FilterList.Side;
import dev.rivulet.rsync.filter.FilterRule.Kind;
import dev.rivulet.rsync.filter.FilterRule.Modifier;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.wire.WireLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Follows merge rules into directories (rsync(1), MERGE-FILE FILTER RULES).
 *
 * <p>A rule's file is looked for by its last component in every directory that is entered. If the
 * rule names a directory above the first one entered, those from there down to it are looked into
 * before, once.
 */
final class DirectoryRuleReader {
  private static final byte[] NO_BYTES = {};
  private static final byte[] SLASH = {'/'};

  private final RuleFiles files;
  private final FilterTrace trace;
  private final Side side;
  private final boolean deleteExcluded;

  /**
   * @param deleteExcluded whether rules that name no side do not protect (--delete-excluded)
   */
  DirectoryRuleReader(RuleFiles files, FilterTrace trace, Side side, boolean deleteExcluded) {
    this.files = files;
    this.trace = trace;
    this.side = side;
    this.deleteExcluded = deleteExcluded;
  }

  /**
   * A directory whose files are read.
   *
   * @param argument by which the workspace finds it, with a slash at its end
   * @param absolute its absolute path, or that from the root of the module; without leading slash,
   *     with a slash at its end unless empty
   * @param anchor what a leading slash in its files stands for: the directory, relative to the root
   *     of the transfer or, for one above that, {@code absolute}
   * @param isAbove whether it is above the directories of the transfer
   * @param root the directory that relative names of merged files start at, as {@code absolute}
   */
  record Place(byte[] argument, byte[] absolute, byte[] anchor, boolean isAbove, byte[] root) {

    private Place above(byte[] directory) {
      return new Place(PathText.join(SLASH, directory), directory, directory, true, root);
    }
  }

  /** The steps of a list outside of any directory. */
  List<FilterStep> steps(List<FilterRule> rules) {
    List<FilterStep> steps = new ArrayList<>();
    for (FilterRule rule : rules) {
      addStep(rule, NO_BYTES, false, steps);
    }
    return steps;
  }

  private void addStep(FilterRule read, byte[] anchor, boolean isAbove, List<FilterStep> steps) {
    FilterRule rule = deleteExcluded ? read.withoutProtection() : read;
    if (rule.kind() == Kind.DIR_MERGE) {
      steps.add(DirectoryMerge.of(rule));
    } else if (rule.judgesNames() && rule.concerns(side)) {
      steps.add(new FilterStep.Single(matcher(rule, anchor, isAbove)));
    }
  }

  /** A whole path that a rule compares by itself begins where the file system does. */
  private static RuleMatcher matcher(FilterRule rule, byte[] anchor, boolean isAbove) {
    if (rule.has(Modifier.ABSOLUTE)) {
      return new RuleMatcher(rule);
    }
    boolean anchored = rule.pattern().length > 0 && rule.pattern()[0] == '/';
    return isAbove && anchored
        ? new RuleMatcher(rule.with(Modifier.ABSOLUTE), anchor)
        : new RuleMatcher(rule, isAbove ? NO_BYTES : anchor);
  }

  /** The same steps inside a directory, the files of their merge rules read. */
  List<FilterStep> enter(List<FilterStep> steps, Place place) throws IOException {
    return enter(steps, place, List.of());
  }

  /**
   * Enters the merge rules of a list.
   *
   * @param open the merge rules whose files hold this list; the same file is not read within itself
   */
  private List<FilterStep> enter(List<FilterStep> steps, Place place, List<FilterRule> open)
      throws IOException {
    List<FilterStep> entered = new ArrayList<>();
    for (FilterStep step : steps) {
      if (!(step instanceof DirectoryMerge merge)) {
        entered.add(step);
      } else if (!isOpen(merge.rule(), open)) {
        entered.add(enter(merge, inherited(merge, place, open), place, open));
      }
    }
    return entered;
  }

  private static boolean isOpen(FilterRule rule, List<FilterRule> open) {
    return open.stream().anyMatch(other -> Arrays.equals(other.baseName(), rule.baseName()));
  }

  private List<FilterStep> inherited(DirectoryMerge merge, Place place, List<FilterRule> open)
      throws IOException {
    if (merge.begun() || place.isAbove()) {
      return merge.steps();
    }
    if (merge.above().steps == null) {
      merge.above().steps = stepsAbove(merge, place, open);
    }
    return merge.above().steps;
  }

  private DirectoryMerge enter(
      DirectoryMerge merge, List<FilterStep> inherited, Place place, List<FilterRule> open)
      throws IOException {
    FilterRule rule = merge.rule();
    List<FilterRule> found = rulesOf(rule, place);
    int clear = found.lastIndexOf(FilterRule.CLEAR);
    List<FilterStep> gathered = new ArrayList<>();
    for (FilterRule each : found.subList(clear + 1, found.size())) {
      addStep(each, place.anchor(), place.isAbove(), gathered);
    }
    if (clear < 0 && !rule.has(Modifier.NO_INHERIT)) {
      gathered.addAll(inherited);
    }
    List<FilterRule> nowOpen = new ArrayList<>(open);
    nowOpen.add(rule);
    return merge.inside(enter(gathered, place, nowOpen));
  }

  /** What the files above a first directory leave to it; they are read from the top down. */
  private List<FilterStep> stepsAbove(DirectoryMerge merge, Place first, List<FilterRule> open)
      throws IOException {
    List<FilterStep> steps = List.of();
    int from = startOf(merge.rule(), first);
    for (int end = from; from >= 0 && end < first.absolute().length; end++) {
      boolean isDirectory = end == 0 || first.absolute()[end - 1] == '/';
      if (isDirectory) {
        Place above = first.above(Arrays.copyOf(first.absolute(), end));
        steps = enter(merge, steps, above, open).steps();
      }
    }
    return steps;
  }

  /**
   * The length of the path that a rule wants looked into from, if that is one above the first
   * directory; -1 if there is none.
   */
  private static int startOf(FilterRule rule, Place first) {
    byte[] name = rule.pattern();
    int leaf = name.length - rule.baseName().length;
    if (leaf == 0) {
      return -1;
    }
    byte[] directory = Arrays.copyOf(name, leaf);
    byte[] whole = directory[0] == '/' ? directory : PathText.join(first.absolute(), directory);
    byte[] start = FilterList.baseOf(PathText.collapsed(whole));
    boolean isAbove =
        start.length < first.absolute().length && PathText.startsWith(first.absolute(), start);
    return isAbove ? start.length : -1;
  }

  private List<FilterRule> rulesOf(FilterRule merge, Place place) throws IOException {
    byte[] name = merge.baseName();
    byte[] path = PathText.join(place.argument(), name);
    if (path.length >= WireLimits.MAX_PATH) {
      trace.warn("merge-file name overflows: " + merge.origin().describe(path));
      return List.of();
    }
    RuleOrigin origin =
        merge.origin().isTyped()
            ? new RuleOrigin("/" + TreePath.escape(PathText.join(place.absolute(), name)), 0)
            : RuleOrigin.READ_EARLIER;
    List<FilterRule> rules = new ArrayList<>();
    RuleReader.forMerge(merge, new InsideFile(place), 1, origin)
        .readFile(files.ofDirectory(path), files.areNulSeparated(), rules);
    return rules;
  }

  /** What rules in a directory's file may ask for. */
  private final class InsideFile implements RuleContext {
    private final Place place;

    InsideFile(Place place) {
      this.place = place;
    }

    @Override
    public byte[] read(byte[] name) throws RsyncException {
      boolean isAbsolute = name.length > 0 && name[0] == '/';
      byte[] root = PathText.join(SLASH, place.root());
      return files.merged(isAbsolute ? name : PathText.join(root, name));
    }

    @Override
    public boolean nulSeparated() {
      return files.areNulSeparated();
    }

    @Override
    public void warn(String text) {
      trace.warn(text);
    }
  }
}
