// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.send;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import dev.rivulet.watch.mark.MarkSet;
import dev.rivulet.watch.mark.RenameHint;
import dev.rivulet.watch.origin.SourceGuard;
import dev.rivulet.watch.origin.SourceSide;
import dev.rivulet.watch.origin.TransferTurns;
import dev.rivulet.watch.transfer.Batch;
import dev.rivulet.watch.transfer.BatchBuilder;
import dev.rivulet.watch.transfer.Diversion;
import dev.rivulet.watch.transfer.Flight;
import dev.rivulet.watch.transfer.LinkedNames;
import dev.rivulet.watch.transfer.LookRules;
import dev.rivulet.watch.transfer.RenameReuse;
import dev.rivulet.watch.transfer.Stage;
import dev.rivulet.watch.transfer.Target;
import dev.rivulet.watch.transfer.TargetStatistics;
import dev.rivulet.watch.transfer.TransferOutcome;
import dev.rivulet.watch.transfer.Transfers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Carries marks to one target: looks at the files, makes the transfers, confirms what arrived and
 * marks again what did not. Owned by one worker.
 */
final class BatchSender {
  /** Within this time the news of a directory that is gone has come. */
  private static final long NEWS_NANOS = 100_000_000;

  private final SourceSide side;
  private final MarkSet marks;
  private final Target target;
  private final TargetStatistics statistics;
  private final TransferTurns.Turn turn;
  private final Transfers transfers;
  private final Optional<RenameReuse> renames;
  private final MarkSettler settler;
  private final HeldDeletions held;
  private final DeletionPermission permission;
  private final BatchLimit limit = new BatchLimit();
  private final HookCalls hooks;
  private final Optional<LinkedNames> links;

  private final BatchOrder order;

  /** How marks are sent whose turn does not depend on an order. */
  private final Stage ahead;

  BatchSender(SourceSide side, MarkSet marks, Target target, TargetStatistics statistics) {
    this(side, marks, target, statistics, new HeldDeletions(side, marks), true);
  }

  private BatchSender(
      SourceSide side,
      MarkSet marks,
      Target target,
      TargetStatistics statistics,
      HeldDeletions held,
      boolean reusing) {
    this.side = side;
    this.marks = marks;
    this.target = target;
    this.statistics = statistics;
    this.turn = side.turns().newTurn();
    this.transfers = new Transfers(side, target, statistics, turn);
    this.settler = new MarkSettler(side, marks, target.name(), statistics);
    this.held = held;
    this.permission = new DeletionPermission(side, marks, target, statistics, held);
    this.renames =
        reusing ? Optional.of(new RenameReuse(side, target, statistics, turn)) : Optional.empty();
    this.hooks = new HookCalls(side, target.name());
    this.order = new BatchOrder(side, marks);
    this.ahead = Stage.ahead(marks.publication().names());
    this.links =
        side.options().preserve().hardLinks()
            ? Optional.of(new LinkedNames(side.source().directory()))
            : Optional.empty();
  }

  /**
   * Another sender of the same marks to the same place; what one holds the other can release. It
   * takes nothing from old names, which the first may be about to delete.
   */
  BatchSender beside(Target otherConnection) {
    return new BatchSender(side, marks, otherConnection, statistics, held, false);
  }

  /** To be taken before anything is sent, and given afterwards. */
  TransferTurns.Turn turn() {
    return turn;
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
    transfers.probe();
  }

  // ---------------------------------------------------------------- everything

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
    marks.sightings().treeStarted();
    long started = side.now();
    try (Flight flight = statistics.departing()) {
      flight.carries(List.of(everything(started, started)));
      hooks.around(everything, List.of(), () -> transferAll(filters, hearer));
    } finally {
      marks.sightings().treeEnded();
    }
  }

  private ExitCode transferAll(FilterList filters, TransferListener hearer) throws IOException {
    long started = side.now();
    boolean deleting = transfers.deletesAtFirst() && permission.mayDeleteAll(transfers);
    Transfers.Ending ending = transfers.all(filters, hearer, deleting, ahead);
    marks.publication().follow(everything(started, started), deleting);
    Duration took = Duration.ofNanos(side.now() - started);
    side.tell(new WatchEvent.Synchronised(target.name(), took));
    if (filters.isEmpty() || ending.code() != ExitCode.OK) {
      Batch all = Batch.comparing(everything(started, started));
      hooks.settled(settler.settle(all, ending.code(), ending.outcome(), deleting));
    }
    return ending.code();
  }

  private Mark everything(long first, long ready) {
    TreePath top = side.source().directory();
    return new Mark(top, Scope.TREE, Change.ATTRIBUTES, first, ready, false);
  }

  /** Whether deletions of a comparison of everything were released, so that it is due again. */
  boolean isReleased() {
    return held.isAllAllowed();
  }

  // ---------------------------------------------------------------- batches

  /**
   * Sends what the marks lead to.
   *
   * @param taken from the mark set; each is confirmed, diverted or back in the set when this
   *     returns or throws
   * @param diversion takes files out of the batch
   * @return whether that was done: not if the source is not what it was, or all was diverted
   * @throws IOException if a transfer could not be carried out
   */
  boolean send(List<Mark> taken, Diversion diversion) throws IOException, InterruptedException {
    return send(taken, diversion, ahead);
  }

  /**
   * Sends what the marks lead to in one stage of an order.
   *
   * @param taken as above; what has to wait for a later stage is left to the publication
   */
  boolean send(List<Mark> taken, Diversion diversion, Stage stage)
      throws IOException, InterruptedException {
    boolean settled = false;
    List<Mark> carried = taken;
    List<TreePath> named = List.of();
    List<RenameHint> renamed = marks.renames().take(taken);
    try {
      List<Long> mounts = side.guard().mounts();
      Batch found = look(taken, sparing(renamed, diversion));
      carried = found.carried();
      if (side.guard().state() != SourceGuard.State.PRESENT
          || !side.guard().mounts().equals(mounts)) {
        return false;
      }
      Batch batch = order.ahead(found, stage, transfers.deletesLater());
      carried = batch.carried();
      if (batch.isEmpty()) {
        settler.settle(batch, ExitCode.OK, new TransferOutcome(TransferListener.NONE), true);
      } else {
        named = batch.sentByName();
        marks.sending(named);
        List<TreePath> deleted = transfers.deletesLater() ? batch.missing() : List.of();
        hooks.around(batch.present(), deleted, () -> transfer(batch, renamed, stage));
      }
      settled = true;
      return !carried.isEmpty();
    } catch (IOException e) {
      doubtDirectoriesOf(named);
      settled = limit.died(e, carried.size());
      if (!settled) {
        throw e;
      }
      settler.failed(carried.get(0), String.valueOf(e.getMessage()));
      return true;
    } finally {
      marks.renames().settled(renamed, settled);
      if (!settled) {
        target.known().clear();
        target.growing().clear();
        marks.putBack(carried, side.now());
      }
      marks.settled(carried, named);
    }
  }

  /** A receiver that was killed may have left an incomplete file beside one of these (10.5). */
  private void doubtDirectoriesOf(List<TreePath> named) {
    if (transfers.deletesAlways()) {
      long now = side.now();
      named.stream()
          .map(TreePath::parent)
          .distinct()
          .forEach(directory -> marks.add(directory, Scope.LIST, Change.ATTRIBUTES, now));
    }
  }

  private Batch look(List<Mark> taken, Diversion diversion) throws IOException {
    LookRules rules =
        LookRules.of(side.options()).knowing(target.known()).twoWay(side.settings().twoWay());
    long youngSince = side.now() - NEWS_NANOS;
    Predicate<Mark> young = mark -> mark.firstNanos() - youngSince > 0;
    try (Workspace workspace = side.files().open();
        FileTree base = workspace.open(side.source().base())) {
      TreePath source = side.source().directory();
      return BatchBuilder.build(base, source, links, rules, diversion, taken, young);
    }
  }

  /** A file that may be made from its old name stays with the mark of that. */
  private Diversion sparing(List<RenameHint> renamed, Diversion diversion) {
    Set<TreePath> kept = renames.map(reuse -> reuse.files(renamed)).orElse(Set.of());
    return (mark, found) -> !kept.contains(mark.path()) && diversion.takes(mark, found);
  }

  private ExitCode transfer(Batch batch, List<RenameHint> renamed, Stage stage) throws IOException {
    boolean deleting =
        transfers.deletesLater()
            && !held.isAllHeld()
            && (stage.postpones() || permission.mayDelete(batch, transfers));
    Stamps before = Stamps.ofFiles(batch.looks());
    Transfers.Ending ending = carry(batch, renamed, deleting, stage);
    if (target.takeLost()) {
      doubtDirectoriesOf(batch.sentByName());
    }
    if (ending.code() != ExitCode.OK && ending.outcome().isUnclear()) {
      limit.unclear(batch.marks().size());
    } else {
      limit.carriedOut();
    }
    if (deleting) {
      held.settled(batch.marks());
    }
    boolean deleted = deleting && transfers.deletesLater();
    Batch seen = order.seen(batch, stage);
    hooks.settled(settler.settle(seen, ending.code(), ending.outcome(), deleted));
    if (stage.older().isEmpty()) {
      markChanged(before);
    }
    return ending.code();
  }

  /** What has changed on its way arrived torn or old, also where no event tells of it (15.4). */
  private void markChanged(Stamps before) {
    long quiet = side.settings().pace().writtenQuiet().toNanos();
    for (TreePath path : before.changed(side)) {
      marks.addAfterQuiet(path, Change.CONTENT, side.now(), quiet);
    }
  }

  private Transfers.Ending carry(
      Batch batch, List<RenameHint> renamed, boolean deleting, Stage stage) throws IOException {
    if (!batch.comparesDirectories()) {
      return carryNow(batch, renamed, deleting, stage);
    }
    marks.sightings().treeStarted();
    try {
      return carryNow(batch, renamed, deleting, stage);
    } finally {
      marks.sightings().treeEnded();
    }
  }

  private Transfers.Ending carryNow(
      Batch batch, List<RenameHint> renamed, boolean deleting, Stage stage) throws IOException {
    Batch left = renames.isPresent() ? renames.get().ahead(batch, renamed, deleting) : batch;
    return transfers.batch(left, deleting, stage);
  }

  /** Marks by its name what only the target has in directories. */
  void search(List<Mark> directories) throws IOException {
    Batch batch = look(directories, Diversion.NONE);
    transfers.rehearse(
        batch,
        event -> {
          if (event instanceof TransferEvent.Deleted deleted) {
            TreePath path = TreePath.cleaned(deleted.name());
            marks.add(path, Scope.FILE, Change.CONTENT, side.now());
          }
        });
  }

  // ---------------------------------------------------------------- too many deletions

  /** Whether the deletion of a path waits for permission. Safe for any thread. */
  boolean holds(TreePath path) {
    return held.holds(path);
  }

  /**
   * Allows the deletions that are held; whether there were any. Those of a comparison of everything
   * count as held until it is made. Safe for any thread.
   */
  boolean releaseDeletions() {
    return permission.release();
  }
}
