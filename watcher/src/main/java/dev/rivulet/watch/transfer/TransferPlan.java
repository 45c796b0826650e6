// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.options.Append;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.rsync.options.TransferOptionsBuilder;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.origin.WatchSource;
import dev.rivulet.watch.transfer.DeletionMethod.Way;
import dev.rivulet.watch.transfer.DeletionRules.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The transfers that carry one batch, in order: whole directories, names of directories, explicit
 * names, attributes. Derived from the user's options, which say what is preserved, filtered and
 * deleted.
 *
 * <p>Explicit names, and directories that came from elsewhere, are sent with --ignore-times: an
 * event has said that the content may differ, and size and time need not show it. Everything else
 * is compared to the nanosecond where the receiver can (protocol 31 and later).
 */
final class TransferPlan {

  /** One transfer: options and source arguments. */
  record Step(TransferOptions options, List<byte[]> sources, boolean deletes) {

    /** The same transfer for names that all are there. */
    Step withoutDeletions() {
      TransferOptions present =
          options.toBuilder().deleteMissingArgs(false).ignoreMissingArgs(true).build();
      return new Step(present, sources, false);
    }

    /** The same transfer without the directories that its names are in. */
    Step withoutParents() {
      return new Step(options.toBuilder().impliedDirs(false).build(), sources, deletes);
    }

    /** The same transfer, which makes nothing that the target has not. */
    Step withoutCreations() {
      return new Step(options.toBuilder().existing(true).build(), sources, deletes);
    }

    /** The same transfer, which only tells what it would delete. */
    Step rehearsal() {
      return new Step(options.toBuilder().dryRun(true).itemize(1).build(), sources, deletes);
    }

    /**
     * The same transfer, which only tells what differs.
     *
     * @param contents whether sizes and times are not trusted
     * @param newer whether what is newer at the target counts in spite of --update
     */
    Step comparison(boolean contents, boolean newer) {
      TransferOptions telling =
          options.toBuilder()
              .dryRun(true)
              .itemize(1)
              .ignoreTimes(false)
              .checksum(contents || options.update().checksum())
              .update(options.update().update() && !newer)
              .build();
      return new Step(telling, sources, deletes);
    }
  }

  /**
   * Whether size and time are trusted even where an event has told of contents. Only the positive
   * control of the torture sets it, to show that it would notice.
   */
  static volatile boolean trustsTimes;

  private final TransferOptions user;
  private final WatchSource source;
  private final boolean twoWay;
  private final DeletionRules rules;
  private final Way way;
  private final boolean deletes;
  private final int protocol;

  /**
   * @param user what the user asked for
   * @param twoWay whether the target has changes of its own: contents are compared then where they
   *     are not to be trusted, and only what is named is deleted
   * @param deletesLater whether the batches delete; what a complete comparison deletes is up to
   *     {@code user}
   * @param way how the target is made to delete
   * @param protocol of the target's greeting
   */
  TransferPlan(
      TransferOptions user,
      WatchSource source,
      boolean twoWay,
      boolean deletesLater,
      Way way,
      int protocol) {
    this.user = user;
    this.source = source;
    this.twoWay = twoWay;
    this.rules = DeletionRules.of(user);
    this.deletes = deletesLater && way != Way.NONE;
    this.way = way;
    this.protocol = protocol;
  }

  /**
   * The user's own transfer, all of the source.
   *
   * @param filters rules behind those of the user
   * @param deleting false to leave out the deletions
   */
  Step complete(FilterList filters, boolean deleting) {
    boolean asked = Mirror.deletes(user) && deleting && way != Way.NONE;
    TransferOptionsBuilder options = user.toBuilder();
    if (!filters.isEmpty()) {
      options.filters(user.filters().with(filters));
    }
    if (!asked) {
      options.deleteMode(DeleteMode.NONE).deleteExcluded(false).deleteMissingArgs(false);
    }
    compareNanoseconds(options);
    return new Step(options.build(), List.of(source.argument()), asked);
  }

  /**
   * The transfers of a batch, in their order. Where the target has changes of its own, attributes
   * do not bring back what was deleted there meanwhile.
   */
  List<Step> steps(Batch batch) {
    return steps(batch, Set.of());
  }

  /**
   * The same where something may be appended to files.
   *
   * @param growing contents of the batch that the target has the beginning of
   */
  List<Step> steps(Batch batch, Set<TreePath> growing) {
    List<Step> steps = new ArrayList<>();
    addLinked(batch, steps);
    if (!batch.trees().isEmpty()) {
      steps.add(directories(batch.trees(), true, false));
    }
    if (!batch.rewritten().isEmpty()) {
      steps.add(directories(batch.rewritten(), true, true));
      addLinked(batch, steps);
    }
    if (!batch.lists().isEmpty()) {
      steps.add(directories(batch.lists(), false, false));
    }
    if (!growing.isEmpty()) {
      steps.add(appending(growing));
    }
    addNames(named(batch, growing), batch.missing(), steps);
    if (!batch.attributes().isEmpty()) {
      Step step = present(batch.attributes(), false);
      steps.add(twoWay ? step.withoutCreations() : step);
    }
    if (batch.directories().contains(TreePath.ROOT)) {
      steps.add(baseAlone());
    }
    return steps;
  }

  /**
   * Contents, and directories for their own sake; the base has no name that is not all of it. What
   * a rule leaves out does not take its directory along.
   */
  private List<TreePath> named(Batch batch, Set<TreePath> without) {
    Set<TreePath> named = new LinkedHashSet<>(batch.contents());
    named.removeAll(without);
    named.addAll(batch.directories());
    if (!user.filters().isEmpty() && !twoWay) {
      named.addAll(parents(batch.contents()));
    }
    named.remove(TreePath.ROOT);
    return List.copyOf(named);
  }

  /** Of a file that has grown what is new; of one that has not, its attributes. */
  private Step appending(Set<TreePath> growing) {
    Step step = present(List.copyOf(growing), false);
    TransferOptions options =
        step.options().toBuilder()
            .append(Append.YES)
            .sparse(false)
            .inplace(true)
            .wholeFile(false)
            .sizeOnly(true)
            .checksum(false)
            .ignoreTimes(false)
            .build();
    return new Step(options, step.sources(), false);
  }

  private Step baseAlone() {
    TransferOptions options =
        directories(false, false)
            .filters(DeletionFilter.EVERYTHING)
            .deleteMode(DeleteMode.NONE)
            .deleteExcluded(false)
            .build();
    return new Step(options, arguments(List.of(TreePath.ROOT)), false);
  }

  /**
   * Links the files of whole directories to their names elsewhere: first, so that what the target
   * has is not sent, and once more after files were sent whatever their size and time, as that
   * makes new ones of them.
   */
  private void addLinked(Batch batch, List<Step> steps) {
    if (!batch.linked().isEmpty()) {
      steps.add(present(batch.linked(), false));
    }
  }

  /** What is missing goes with the other names if it can. */
  private void addNames(List<TreePath> contents, List<TreePath> missing, List<Step> steps) {
    if (!deletes || missing.isEmpty()) {
      if (!contents.isEmpty()) {
        steps.add(present(contents, true));
      }
    } else if (way == Way.MISSING_NAMES && rules.protectNothing()) {
      List<TreePath> names = new ArrayList<>(contents);
      names.addAll(missing);
      steps.add(names(names, true, true));
    } else {
      if (!contents.isEmpty()) {
        steps.add(present(contents, true));
      }
      steps.addAll(deletions(missing));
    }
  }

  /**
   * The transfers that delete what is missing and nothing else. Where the target has changes of its
   * own they carry no directory, which might be one that was deleted there meanwhile.
   */
  private List<Step> deletions(List<TreePath> missing) {
    List<Step> steps = new ArrayList<>();
    List<TreePath> left = new ArrayList<>(missing);
    if (way == Way.MISSING_NAMES) {
      List<TreePath> named =
          missing.stream().filter(path -> rules.judge(path) == Verdict.BY_NAME).toList();
      left.removeAll(Set.copyOf(named));
      if (!named.isEmpty()) {
        Step step = names(named, false, rules.protectNothing());
        steps.add(twoWay ? step.withoutParents() : step);
      }
    }
    if (!left.isEmpty()) {
      steps.add(filtered(left));
    }
    return steps;
  }

  private static List<TreePath> parents(Collection<TreePath> names) {
    Set<TreePath> parents = new LinkedHashSet<>();
    names.forEach(name -> parents.add(name.parent()));
    return List.copyOf(parents);
  }

  /** Deletes names that are gone by comparing the directories they were in, and only them. */
  Step filtered(Collection<TreePath> missing) {
    TransferOptions options =
        directories(true, false)
            .filters(DeletionFilter.of(missing, rules))
            .deleteMode(deletes ? DeleteMode.DEFAULT : DeleteMode.NONE)
            .deleteExcluded(false)
            .build();
    return new Step(options, arguments(parents(missing)), true);
  }

  private Step directories(List<TreePath> paths, boolean recursive, boolean contents) {
    return new Step(comparing(recursive, contents).build(), arguments(paths), deletes && !twoWay);
  }

  /** What directories are compared with. */
  TransferOptionsBuilder comparing(boolean recursive, boolean contents) {
    boolean deleting = deletes && !twoWay;
    return directories(recursive, contents)
        .deleteMode(deleting ? DeleteMode.DEFAULT : DeleteMode.NONE)
        .deleteExcluded(deleting && user.deletion().excluded());
  }

  private TransferOptionsBuilder directories(boolean recursive, boolean contents) {
    TransferOptionsBuilder options =
        silent()
            .relative(true)
            .recursive(recursive)
            .dirs(!recursive)
            .force(deletes || user.deletion().force());
    compare(options, contents);
    return options;
  }

  private List<byte[]> arguments(List<TreePath> paths) {
    List<byte[]> arguments = new ArrayList<>(paths.size());
    for (TreePath path : paths) {
      arguments.add(source.relativeArgument(path));
    }
    return arguments;
  }

  private Step present(List<TreePath> paths, boolean contents) {
    return names(paths, contents, deletes).withoutDeletions();
  }

  /**
   * @param force whether a directory may go with what is in it
   */
  private Step names(List<TreePath> paths, boolean contents, boolean force) {
    List<byte[]> names = new ArrayList<>(paths.size());
    for (TreePath path : paths) {
      names.add(source.nameOf(path));
    }
    TransferOptionsBuilder options =
        silent()
            .filesFrom(names)
            .relative(true)
            .recursive(false)
            .dirs(true)
            .deleteMode(DeleteMode.NONE)
            .deleteExcluded(false)
            .deleteMissingArgs(deletes)
            .ignoreMissingArgs(!deletes)
            .force(force || user.deletion().force());
    compare(options, contents);
    return new Step(options.build(), List.of(source.base()), deletes);
  }

  /** The user's options without what they have told on the way. */
  TransferOptionsBuilder silent() {
    return user.toBuilder()
        .verbosity(0)
        .itemize(0)
        .outFormat(Optional.empty())
        .outFormatReportsItems(false)
        .reportUnchanged(false)
        .stats(false)
        .progress(false);
  }

  /**
   * Says what makes a file differ.
   *
   * @param contents whether size and time are not trusted
   */
  private void compare(TransferOptionsBuilder options, boolean contents) {
    boolean doubtful = contents && !trustsTimes;
    options
        .ignoreTimes(doubtful && !twoWay || user.update().ignoreTimes())
        .checksum(doubtful && twoWay || user.update().checksum());
    compareNanoseconds(options);
  }

  private void compareNanoseconds(TransferOptionsBuilder options) {
    if (protocol >= 31 && user.update().modifyWindow() == 0) {
      options.modifyWindow(-1);
    }
  }
}
