// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.Mark.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of the marks of a batch that was carried out: success counts by path, and a mark is
 * only forgotten when nothing speaks against it.
 *
 * <p>An error at the sending end makes a receiver leave out <em>all</em> deletions of that
 * transfer, so then no directory of it counts as compared: one without an error of its own is
 * compared again at once, in better company. Where only the receiver has had errors, a directory is
 * compared but for the paths it has named.
 *
 * @param confirmed the target agrees
 * @param soon nothing is wrong with them but the transfer they were in
 * @param later failed, to be tried again after a while
 */
record Settlement(List<Mark> confirmed, List<Mark> soon, List<Mark> later) {

  /**
   * Judges a batch by how its transfers ended.
   *
   * @param code the worst of them
   */
  static Settlement of(Batch batch, ExitCode code, TransferOutcome outcome) {
    Settlement settlement =
        new Settlement(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(batch.deferred()));
    for (Mark mark : batch.marks()) {
      if (code == ExitCode.OK) {
        settlement.confirmed.add(mark);
      } else if (outcome.isUnclear()) {
        settlement.later.add(mark);
      } else {
        settlement.judge(mark, outcome);
      }
    }
    return settlement;
  }

  private void judge(Mark mark, TransferOutcome outcome) {
    List<TreePath> failed = outcome.failedOf(mark);
    boolean compared = mark.scope() == Scope.FILE || !outcome.hasLocalErrors();
    if (failed.isEmpty()) {
      (compared ? confirmed : soon).add(mark);
    } else if (mark.scope() == Scope.FILE || !compared) {
      later.add(mark);
    } else {
      confirmed.add(mark);
      failed.forEach(path -> later.add(mark.at(path)));
    }
  }
}
