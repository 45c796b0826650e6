// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.Mark.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of the marks of a batch that was carried out: success counts by path, and a mark is
 * only forgotten when nothing speaks against it.
 *
 * <p>An error at the sending end makes a receiver leave out <em>all</em> deletions of that
 * transfer, so then no directory of it counts as compared: one without an error of its own is
 * compared again at once, in better company. Where only the receiver has had errors, a directory is
 * compared but for the paths it has named, unless it is one of them.
 *
 * <p>What is to be deleted goes with everything below it, so there a failure of anything below the
 * topmost missing directory counts. And as some receivers only delete by comparing the directory of
 * a name, a deletion is judged like a comparison of that.
 *
 * @param confirmed the target agrees
 * @param soon nothing is wrong with them but the transfer they were in
 * @param later failed, to be tried again after a while
 */
public record Settlement(List<Mark> confirmed, List<Mark> soon, List<Mark> later) {

  /**
   * Judges a batch by how its transfers ended.
   *
   * @param code the worst of them
   */
  public static Settlement of(Batch batch, ExitCode code, TransferOutcome outcome) {
    Settlement settlement =
        new Settlement(
            new ArrayList<>(),
            new ArrayList<>(batch.early()),
            new ArrayList<>(batch.deferred().keySet()));
    Set<TreePath> gone = new HashSet<>(batch.missing());
    Set<TreePath> kept = new HashSet<>();
    for (Mark mark : batch.marks()) {
      if (code == ExitCode.OK) {
        settlement.confirmed.add(mark);
      } else if (outcome.isUnclear()) {
        settlement.later.add(mark);
      } else {
        settlement.judge(mark, topmost(mark.path(), gone), outcome, kept);
      }
    }
    return settlement;
  }

  /** The directory whose deletion was to answer for a path. */
  private static Optional<TreePath> topmost(TreePath path, Set<TreePath> gone) {
    for (TreePath at = path; !at.isRoot(); at = at.parent()) {
      if (gone.contains(at)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  private void judge(
      Mark mark, Optional<TreePath> gone, TransferOutcome outcome, Set<TreePath> kept) {
    List<TreePath> failed = outcome.failedOf(gone.isPresent() ? mark.at(mark.path()) : mark);
    boolean file = mark.scope() == Scope.FILE && gone.isEmpty();
    boolean compared = file || !outcome.hasLocalErrors();
    if (failed.isEmpty() && compared) {
      confirmed.add(mark);
      gone.ifPresent(top -> keep(mark, outcome.failedOf(mark.at(top)), kept));
    } else if (failed.isEmpty()) {
      (gone.isPresent() && outcome.hasFailedAbove(mark.path()) ? later : soon).add(mark);
    } else if (mark.scope() == Scope.FILE || !compared || failed.contains(mark.path())) {
      later.add(mark);
    } else {
      confirmed.add(mark);
      keep(mark, failed, kept);
    }
  }

  /** Marks each path that has failed once, whatever the number of marks that led to it. */
  private void keep(Mark mark, List<TreePath> failed, Set<TreePath> kept) {
    for (TreePath path : failed) {
      if (kept.add(path)) {
        later.add(mark.at(path));
      }
    }
  }
}
