// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.watch.Mark.Change;
import dev.rivulet.watch.Mark.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Carries marks to one target: looks at the files, makes the transfers, confirms what arrived and
 * marks again what did not. Owned by one worker.
 */
final class BatchSender {
  private final SourceSide side;
  private final MarkSet marks;
  private final Target target;
  private final TargetStatistics statistics;
  private final MarkSettler settler;
  private final BatchLimit limit = new BatchLimit();
  private final HookCalls hooks;
  private final Optional<LinkedNames> links;

  BatchSender(SourceSide side, MarkSet marks, Target target, TargetStatistics statistics) {
    this.side = side;
    this.marks = marks;
    this.target = target;
    this.statistics = statistics;
    this.settler = new MarkSettler(side, marks, target.name(), statistics);
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
    sendAll(FilterList.EMPTY, first);
  }

  /**
   * Sends everything once more.
   *
   * @param filters what is left out this time besides what always is
   * @throws IOException if the transfer could not be carried out; nothing is marked for it
   */
  void sendAllBut(FilterList filters) throws IOException, InterruptedException {
    sendAll(filters, TransferListener.NONE);
  }

  private void sendAll(FilterList filters, TransferListener hearer)
      throws IOException, InterruptedException {
    List<TreePath> everything = List.of(side.source().directory());
    marks.treeTransferStarted();
    long started = side.now();
    try (Flight flight = statistics.departing()) {
      flight.carries(List.of(everything(started, started)));
      hooks.around(everything, List.of(), () -> transferAll(filters, hearer));
    } finally {
      marks.treeTransferEnded();
    }
  }

  private ExitCode transferAll(FilterList filters, TransferListener hearer) throws IOException {
    long started = side.now();
    TransferOutcome outcome = new TransferOutcome(hearer);
    ExitCode code = push(plan().complete(filters), outcome);
    Duration took = Duration.ofNanos(side.now() - started);
    side.tell(new WatchEvent.Synchronised(target.name(), took));
    if (filters.isEmpty() || code != ExitCode.OK) {
      Batch all = Batch.comparing(everything(started, started));
      hooks.settled(settler.settle(all, code, outcome));
    }
    return code;
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
        settler.settle(batch, ExitCode.OK, new TransferOutcome(TransferListener.NONE));
      } else {
        marks.sending(batch.sentByName());
        List<TreePath> deleted = side.settings().deletesLater() ? batch.missing() : List.of();
        hooks.around(batch.present(), deleted, () -> transfer(batch));
      }
      settled = true;
      return true;
    } catch (IOException e) {
      settled = limit.died(e, taken.size());
      if (!settled) {
        throw e;
      }
      settler.failed(taken.get(0), String.valueOf(e.getMessage()));
      return true;
    } finally {
      if (!settled) {
        marks.putBack(taken, side.now());
      }
      marks.settled();
    }
  }

  /** How many marks the next batch may have. */
  int most() {
    return limit.most();
  }

  /**
   * Finds out whether the target can be reached, at little cost.
   *
   * @throws IOException if not
   */
  void probe() throws IOException {
    target.protocol(side.options());
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
    if (worst != ExitCode.OK && outcome.isUnclear()) {
      limit.unclear(batch.marks().size());
    } else {
      limit.carriedOut();
    }
    hooks.settled(settler.settle(batch, worst, outcome));
    return worst;
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
