// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.options.TransferOptions;
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
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Carries marks to one target: looks at the files, makes the transfers, confirms what arrived and
 * marks again what did not. Owned by one worker.
 */
final class BatchSender {
  private static final Duration PARTIAL_RETRY = Duration.ofSeconds(5);

  private final WatchSource source;
  private final LocalFiles files;
  private final SourceGuard guard;
  private final MarkSet marks;
  private final Target target;
  private final TargetStatistics statistics;
  private final TransferOptions options;
  private final WatchListener listener;
  private final LongSupplier clock;

  BatchSender(
      WatchSource source,
      LocalFiles files,
      SourceGuard guard,
      MarkSet marks,
      Target target,
      TargetStatistics statistics,
      TransferOptions options,
      WatchListener listener,
      LongSupplier clock) {
    this.source = source;
    this.files = files;
    this.guard = guard;
    this.marks = marks;
    this.target = target;
    this.statistics = statistics;
    this.options = options;
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * Sends everything once, with the user's own options and output.
   *
   * @throws IOException if the transfer could not be carried out; nothing is marked for it
   */
  void sendAll(TransferListener transferListener) throws IOException {
    long started = clock.getAsLong();
    marks.treeTransferStarted();
    try (Flight flight = statistics.departing()) {
      flight.carries(List.of(everything(started, started)));
      TransferOutcome outcome = new TransferOutcome(transferListener);
      ExitCode code = push(plan().complete(), outcome);
      Duration took = Duration.ofNanos(clock.getAsLong() - started);
      listener.on(new WatchEvent.Synchronised(target.name(), took));
      if (code == ExitCode.OK) {
        statistics.proven();
      } else {
        markAgain(started);
      }
    } finally {
      marks.treeTransferEnded();
    }
  }

  /** Errors have kept the receiver from deleting; only another comparison can tell. */
  private void markAgain(long first) {
    long again = clock.getAsLong() + PARTIAL_RETRY.toNanos();
    marks.putBack(List.of(everything(first, again)), again);
  }

  private Mark everything(long first, long ready) {
    return new Mark(source.directory(), Scope.TREE, Change.CONTENT, first, ready, false);
  }

  /**
   * Sends what the marks lead to.
   *
   * @param taken from the mark set; each is confirmed or back in the set when this returns or
   *     throws
   * @return whether a target was asked at all: not if the source is not what it was
   * @throws IOException if a transfer could not be carried out
   */
  boolean send(List<Mark> taken) throws IOException {
    boolean settled = false;
    try {
      Batch batch = look(taken);
      if (guard.state() != SourceGuard.State.PRESENT) {
        return false;
      }
      transfer(batch);
      settled = true;
      return true;
    } finally {
      if (!settled) {
        marks.putBack(taken, clock.getAsLong());
      }
    }
  }

  private Batch look(List<Mark> taken) throws IOException {
    try (Workspace workspace = files.open();
        FileTree base = workspace.open(source.base())) {
      return BatchBuilder.build(base, taken);
    }
  }

  private void transfer(Batch batch) throws IOException {
    TransferOutcome outcome = new TransferOutcome(TransferListener.NONE);
    ExitCode worst = ExitCode.OK;
    boolean trees = !batch.trees().isEmpty() || !batch.lists().isEmpty();
    if (trees) {
      marks.treeTransferStarted();
    }
    try {
      if (!batch.isEmpty()) {
        for (TransferPlan.Step step : plan().steps(batch)) {
          ExitCode code = push(step, outcome);
          worst = worst == ExitCode.OK ? code : worst;
        }
      }
    } finally {
      if (trees) {
        marks.treeTransferEnded();
      }
    }
    settle(batch, worst, outcome);
  }

  /** Confirms what arrived and marks again what did not. */
  private void settle(Batch batch, ExitCode code, TransferOutcome outcome) {
    long now = clock.getAsLong();
    Settlement settlement = Settlement.of(batch, code, outcome);
    Set<TreePath> missing = new HashSet<>(batch.missing());
    for (Mark mark : settlement.confirmed()) {
      confirmed(mark);
      Duration lag = Duration.ofNanos(now - mark.firstNanos());
      listener.on(new WatchEvent.Confirmed(target.name(), mark.path(), kind(mark, missing), lag));
    }
    marks.putBack(settlement.soon(), now);
    if (!settlement.later().isEmpty()) {
      String reason = outcome.reason(code);
      settlement.later().forEach(mark -> statistics.failed(mark.path(), reason));
      marks.putBack(settlement.later(), now + PARTIAL_RETRY.toNanos());
      listener.on(new WatchEvent.Failing(target.name(), reason, PARTIAL_RETRY, marks.size()));
    }
  }

  private void confirmed(Mark mark) {
    if (mark.scope() != Scope.TREE) {
      statistics.confirmed(mark.path());
      return;
    }
    statistics.confirmedTree(mark.path());
    if (mark.path().equals(source.directory())) {
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
    return new TransferPlan(options, source, target.protocol(options));
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
