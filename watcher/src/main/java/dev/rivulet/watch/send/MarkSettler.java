// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.send;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.WatchEvent.Kind;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.Mark.Scope;
import dev.rivulet.watch.mark.MarkSet;
import dev.rivulet.watch.origin.SourceSide;
import dev.rivulet.watch.transfer.AttributeRefusal;
import dev.rivulet.watch.transfer.Batch;
import dev.rivulet.watch.transfer.Settlement;
import dev.rivulet.watch.transfer.TargetStatistics;
import dev.rivulet.watch.transfer.TransferOutcome;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Confirms the marks of a batch that was carried out, or puts them back with a delay of their own,
 * and tells listener and statistics. Owned by one worker.
 */
final class MarkSettler {
  private final SourceSide side;
  private final MarkSet marks;
  private final String target;
  private final TargetStatistics statistics;
  private final PathFailures failures = new PathFailures(new SplittableRandom());
  private final Set<AttributeRefusal> told = new HashSet<>();

  MarkSettler(SourceSide side, MarkSet marks, String target, TargetStatistics statistics) {
    this.side = side;
    this.marks = marks;
    this.target = target;
    this.statistics = statistics;
  }

  /**
   * Settles every mark of a batch.
   *
   * @param code the worst of its transfers
   * @param deleted whether what is missing was deleted
   * @return what became of them
   */
  Settlement settle(Batch batch, ExitCode code, TransferOutcome outcome, boolean deleted) {
    Settlement settlement = Settlement.of(batch, code, outcome);
    Set<TreePath> missing = new HashSet<>(batch.missing());
    long now = side.now();
    for (Mark mark : settlement.confirmed()) {
      Kind kind = kind(mark, missing);
      confirm(mark, kind, deleted || kind != Kind.DELETED, now);
    }
    marks.putBack(settlement.soon(), now);
    for (Mark mark : settlement.later()) {
      String unseen = batch.deferred().get(mark);
      failed(mark, unseen == null ? outcome.reason(mark, code) : unseen);
    }
    tellRefusals(outcome);
    return settlement;
  }

  private void confirm(Mark mark, Kind kind, boolean told, long now) {
    if (mark.scope() == Scope.TREE) {
      failures.confirmedTree(mark.path());
      statistics.confirmedTree(mark.path());
    } else {
      failures.confirmed(mark.path());
      statistics.confirmed(mark.path());
    }
    if (mark.scope() == Scope.TREE && mark.path().equals(side.source().directory())) {
      statistics.proven();
    }
    if (told) {
      Duration lag = Duration.ofNanos(now - mark.firstNanos());
      side.tell(new WatchEvent.Confirmed(target, mark.path(), kind, lag));
    }
  }

  private static Kind kind(Mark mark, Set<TreePath> missing) {
    for (TreePath at = mark.path(); !at.isRoot(); at = at.parent()) {
      if (missing.contains(at)) {
        return Kind.DELETED;
      }
    }
    return mark.scope() == Scope.FILE ? Kind.UPDATED : Kind.COMPARED;
  }

  /** Puts a mark back that has failed; it waits the longer the more often that has happened. */
  void failed(Mark mark, String reason) {
    Duration delay = failures.failed(mark.path());
    int attempts = failures.count(mark.path());
    if (attempts >= PathFailures.FAILING) {
      statistics.failed(mark.path(), reason);
    }
    if (attempts == PathFailures.FAILING) {
      side.tell(new WatchEvent.PathFailing(target, mark.path(), reason, attempts));
    }
    marks.putBack(List.of(mark), side.now() + delay.toNanos());
  }

  private void tellRefusals(TransferOutcome outcome) {
    for (AttributeRefusal refusal : outcome.refusals()) {
      if (told.add(refusal)) {
        String text = refusal.operation() + ": " + refusal.reason();
        side.tell(new WatchEvent.AttributeRefused(target, text));
      }
    }
  }
}
