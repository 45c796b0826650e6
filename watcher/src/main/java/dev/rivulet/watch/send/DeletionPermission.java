// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.send;

import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.MarkSet;
import dev.rivulet.watch.origin.SourceSide;
import dev.rivulet.watch.transfer.Batch;
import dev.rivulet.watch.transfer.Target;
import dev.rivulet.watch.transfer.TargetStatistics;
import dev.rivulet.watch.transfer.Transfers;
import java.io.IOException;
import java.util.List;

/**
 * Decides whether deletions of one target are made, by rehearsing them where a limit is set, and
 * holds and tells those that are not (hazards 2.16 and 7). Owned by one worker, but for {@link
 * #release}.
 */
final class DeletionPermission {
  private final SourceSide side;
  private final MarkSet marks;
  private final Target target;
  private final TargetStatistics statistics;
  private final HeldDeletions held;

  DeletionPermission(
      SourceSide side,
      MarkSet marks,
      Target target,
      TargetStatistics statistics,
      HeldDeletions held) {
    this.side = side;
    this.marks = marks;
    this.target = target;
    this.statistics = statistics;
    this.held = held;
  }

  /**
   * Whether a comparison of everything may delete. Where names are published in order it deletes
   * nothing itself, and what it leads to is judged by the batch.
   */
  boolean mayDeleteAll(Transfers transfers) throws IOException {
    if (held.isAllAllowed()) {
      held.allSettled();
      statistics.held("");
      return true;
    }
    if (held.isAllHeld()) {
      return false;
    }
    boolean empty = held.isEmptySinceTheStart();
    boolean limited = isLimited() && !marks.publication().names().areAny();
    if (!empty && !limited) {
      return true;
    }
    long deletions = transfers.rehearseAll();
    if (deletions == 0 || (!empty && held.permits(deletions))) {
      return true;
    }
    held.holdAll();
    tell(empty ? 0 : deletions);
    return false;
  }

  private boolean isLimited() {
    return side.settings().deletionGuard().isOn();
  }

  /** Whether the deletions of a batch need no permission, or have it; they are held if not. */
  boolean mayDelete(Batch batch, Transfers transfers) throws IOException {
    List<Mark> deleting = batch.deleting();
    if (!isLimited() || deleting.isEmpty() || held.areAllowed(deleting)) {
      return true;
    }
    long deletions = transfers.rehearse(batch);
    if (deletions == 0 || held.permits(deletions)) {
      return true;
    }
    held.hold(deleting);
    tell(deletions);
    return false;
  }

  private void tell(long deletions) {
    side.tell(new WatchEvent.DeletionsHeld(target.name(), deletions));
    statistics.held(deletions == 0 ? "the source is empty" : deletions + " deletions wait");
  }

  /**
   * Allows the deletions that are held; whether there were any. Those of a comparison of everything
   * count as held until it is made. Safe for any thread.
   */
  boolean release() {
    boolean any = held.release();
    if (!held.isAllAllowed()) {
      statistics.held("");
    }
    return any;
  }
}
