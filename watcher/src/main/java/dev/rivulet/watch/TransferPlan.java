// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.rsync.options.TransferOptionsBuilder;
import dev.rivulet.rsync.store.TreePath;
import java.util.ArrayList;
import java.util.List;

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
  record Step(TransferOptions options, List<byte[]> sources, boolean comparesTrees) {}

  private final TransferOptions user;
  private final WatchSource source;
  private final boolean deletes;
  private final int protocol;

  /**
   * @param user what the user asked for
   * @param deletes whether the batches delete; what a complete comparison deletes is up to {@code
   *     user}
   * @param protocol of the target's greeting
   */
  TransferPlan(TransferOptions user, WatchSource source, boolean deletes, int protocol) {
    this.user = user;
    this.source = source;
    this.deletes = deletes;
    this.protocol = protocol;
  }

  /**
   * The user's own transfer, all of the source.
   *
   * @param filters rules behind those of the user
   */
  Step complete(FilterList filters) {
    TransferOptionsBuilder options = user.toBuilder();
    if (!filters.isEmpty()) {
      options.filters(user.filters().with(filters));
    }
    compareNanoseconds(options);
    return new Step(options.build(), List.of(source.argument()), true);
  }

  List<Step> steps(Batch batch) {
    List<Step> steps = new ArrayList<>();
    if (!batch.linked().isEmpty()) {
      steps.add(names(batch.linked(), false));
    }
    if (!batch.trees().isEmpty()) {
      steps.add(directories(batch.trees(), true, false));
    }
    if (!batch.rewritten().isEmpty()) {
      steps.add(directories(batch.rewritten(), true, true));
    }
    if (!batch.lists().isEmpty()) {
      steps.add(directories(batch.lists(), false, false));
    }
    List<TreePath> names = new ArrayList<>(batch.contents());
    if (deletes) {
      names.addAll(batch.missing());
    }
    if (!names.isEmpty()) {
      steps.add(names(names, true));
    }
    if (!batch.attributes().isEmpty()) {
      steps.add(names(batch.attributes(), false));
    }
    return steps;
  }

  private Step directories(List<TreePath> paths, boolean recursive, boolean contents) {
    TransferOptionsBuilder options =
        silent()
            .relative(true)
            .recursive(recursive)
            .dirs(!recursive)
            .deleteMode(deletes ? DeleteMode.DEFAULT : DeleteMode.NONE)
            .deleteExcluded(deletes && user.deletion().excluded())
            .force(deletes || user.deletion().force())
            .ignoreTimes(contents || user.update().ignoreTimes());
    compareNanoseconds(options);
    List<byte[]> arguments = new ArrayList<>(paths.size());
    for (TreePath path : paths) {
      arguments.add(source.relativeArgument(path));
    }
    return new Step(options.build(), arguments, true);
  }

  private Step names(List<TreePath> paths, boolean contents) {
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
            .force(deletes || user.deletion().force())
            .ignoreTimes(contents || user.update().ignoreTimes());
    compareNanoseconds(options);
    return new Step(options.build(), List.of(source.base()), false);
  }

  private TransferOptionsBuilder silent() {
    return user.toBuilder()
        .verbosity(0)
        .itemize(0)
        .outFormat("")
        .outFormatReportsItems(false)
        .reportUnchanged(false)
        .stats(false)
        .progress(false);
  }

  private void compareNanoseconds(TransferOptionsBuilder options) {
    if (protocol >= 31 && user.update().modifyWindow() == 0) {
      options.modifyWindow(-1);
    }
  }
}
