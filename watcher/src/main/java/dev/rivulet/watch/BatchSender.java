// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.watch.Mark.Change;
import dev.rivulet.watch.Mark.Scope;
import dev.rivulet.watch.WatchEvent.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Carries marks to one target: looks at the files, makes the transfers, confirms what arrived and
 * marks again what did not. Owned by one worker.
 */
final class BatchSender {
  private static final Duration PARTIAL_RETRY = Duration.ofSeconds(5);

  private final SourceSide side;
  private final MarkSet marks;
  private final Target target;
  private final TargetStatistics statistics;
  private final HookCalls hooks;
  private final Optional<LinkedNames> links;

  BatchSender(SourceSide side, MarkSet marks, Target target, TargetStatistics statistics) {
    this.side = side;
    this.marks = marks;
    this.target = target;
    this.statistics = statistics;
    this.hooks = new HookCalls(side, target.name());
    this.links =
        side.options().preserve().hardLinks()
            ? Optional.of(new LinkedNames(side.source().directory()))
            : Optional.empty();
  }

  /**
   * Sends everything once, with the user's own options and output.
   *
   * @throws IOException if the transfer could not be carried out; nothing is marked for it
   */
  void sendAll(TransferListener first) throws IOException, InterruptedException {
    List<TreePath> everything = List.of(side.source().directory());
    marks.treeTransferStarted();
    long started = side.now();
    try (Flight flight = statistics.departing()) {
      flight.carries(List.of(everything(started, started)));
      hooks.around(everything, List.of(), () -> transferAll(first));
    } finally {
      marks.treeTransferEnded();
    }
  }

  private ExitCode transferAll(TransferListener first) throws IOException {
    long started = side.now();
    ExitCode code = push(plan().complete(), new TransferOutcome(first));
    Duration took = Duration.ofNanos(side.now() - started);
    side.tell(new WatchEvent.Synchronised(target.name(), took));
    if (code == ExitCode.OK) {
      statistics.proven();
    } else {
      markAgain(started);
    }
    return code;
  }

  /** Errors have kept the receiver from deleting; only another comparison can tell. */
  private void markAgain(long first) {
    long again = side.now() + PARTIAL_RETRY.toNanos();
    marks.putBack(List.of(everything(first, again)), again);
  }

  private Mark everything(long first, long ready) {
    TreePath top = side.source().directory();
    return new Mark(top, Scope.TREE, Change.ATTRIBUTES, first, ready, false);
  }

  /**
   * Sends what the marks lead to.
   *
   * @param taken from the mark set; each is confirmed or back in the set when this returns or
   *     throws
   * @return whether a target was asked at all: not if the source is not what it was
   * @throws IOException if a transfer could not be carried out
   */
  boolean send(List<Mark> taken) throws IOException, InterruptedException {
    boolean settled = false;
    try {
      Batch batch = look(taken);
      if (side.guard().state() != SourceGuard.State.PRESENT) {
        return false;
      }
      if (batch.isEmpty()) {
        settle(batch, ExitCode.OK, new TransferOutcome(TransferListener.NONE));
      } else {
        hooks.around(batch.present(), batch.missing(), () -> transfer(batch));
      }
      settled = true;
      return true;
    } finally {
      if (!settled) {
        marks.putBack(taken, side.now());
      }
      marks.settled(taken);
    }
  }

  private Batch look(List<Mark> taken) throws IOException {
    try (Workspace workspace = side.files().open();
        FileTree base = workspace.open(side.source().base())) {
      return BatchBuilder.build(base, side.source().directory(), links, taken);
    }
  }

  private ExitCode transfer(Batch batch) throws IOException {
    TransferOutcome outcome = new TransferOutcome(TransferListener.NONE);
    ExitCode worst = ExitCode.OK;
    boolean trees = batch.comparesDirectories();
    if (trees) {
      marks.treeTransferStarted();
    }
    try {
      for (TransferPlan.Step step : plan().steps(batch)) {
        ExitCode code = push(step, outcome);
        worst = worst == ExitCode.OK ? code : worst;
      }
    } finally {
      if (trees) {
        marks.treeTransferEnded();
      }
    }
    settle(batch, worst, outcome);
    return worst;
  }

  /** Confirms what arrived and marks again what did not. */
  private void settle(Batch batch, ExitCode code, TransferOutcome outcome) {
    long now = side.now();
    Settlement settlement = Settlement.of(batch, code, outcome);
    Set<TreePath> missing = new HashSet<>(batch.missing());
    for (Mark mark : settlement.confirmed()) {
      confirm(mark, kind(mark, missing), now);
    }
    marks.putBack(settlement.soon(), now);
    if (!settlement.later().isEmpty()) {
      String reason = outcome.reason(code);
      settlement.later().forEach(mark -> statistics.failed(mark.path(), reason));
      marks.putBack(settlement.later(), now + PARTIAL_RETRY.toNanos());
      side.tell(new WatchEvent.Failing(target.name(), reason, PARTIAL_RETRY, marks.size()));
    }
  }

  private void confirm(Mark mark, Kind kind, long now) {
    count(mark);
    if (kind != Kind.DELETED || side.settings().deletesLater()) {
      Duration lag = Duration.ofNanos(now - mark.firstNanos());
      side.tell(new WatchEvent.Confirmed(target.name(), mark.path(), kind, lag));
    }
  }

  private void count(Mark mark) {
    if (mark.scope() != Scope.TREE) {
      statistics.confirmed(mark.path());
      return;
    }
    statistics.confirmedTree(mark.path());
    if (mark.path().equals(side.source().directory())) {
      statistics.proven();
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

  private TransferPlan plan() throws IOException {
    boolean deletesLater = side.settings().deletesLater();
    int protocol = target.protocol(side.options());
    return new TransferPlan(side.options(), side.source(), deletesLater, protocol);
  }

  /** Makes one transfer; a result that is not worth a retry of everything is returned. */
  private ExitCode push(TransferPlan.Step step, TransferOutcome outcome) throws IOException {
    TransferResult result = target.push(step.options(), step.sources(), outcome);
    statistics.transferred(result.stats());
    switch (result.exitCode()) {
      case OK:
      case PARTIAL:
      case VANISHED:
      case DELETE_LIMIT:
        return result.exitCode();
      default:
        throw new RsyncException(result.exitCode(), outcome.reason(result.exitCode()));
    }
  }
}
