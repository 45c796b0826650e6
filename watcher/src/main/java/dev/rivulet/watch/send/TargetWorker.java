// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.send;

import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.FullPass;
import dev.rivulet.watch.TargetStatus;
import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.journal.PairState;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import dev.rivulet.watch.mark.MarkSet;
import dev.rivulet.watch.origin.SourceGuard;
import dev.rivulet.watch.origin.SourceSide;
import dev.rivulet.watch.transfer.Flight;
import dev.rivulet.watch.transfer.NameClashes;
import dev.rivulet.watch.transfer.Target;
import dev.rivulet.watch.transfer.TargetStatistics;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The state machine of one target: synchronises it once, then waits for marks and has them sent,
 * and leaves it alone for a while when that fails.
 *
 * <p>One thread per worker; a failing target never touches another one. The thread ends by {@link
 * #stop}. The source guard is asked before every transfer: as long as the source is not the
 * directory it was, nothing is sent, so nothing is deleted.
 */
public final class TargetWorker implements Runnable {
  private static final long IDLE_NANOS = 1_000_000_000;

  private final SourceSide side;
  private final MarkSet marks;
  private final Target target;
  private final BatchSender sender;
  private final Publisher publisher;
  private final LiveLane live;
  private final BulkLane bulk;
  private final BooleanSupplier hearsEverything;
  private final Optional<PairState> pair;
  private final TransferListener first;
  private final TargetStatistics statistics;
  private final Pause pause = new Pause();
  private final LaneHealth health;
  private volatile boolean stopped;
  private volatile Thread thread;
  private boolean synchronised;

  /** Outstanding until the target is synchronised. */
  private final Mark everything;

  private SourceGuard.State lastState = SourceGuard.State.PRESENT;
  private final TransferGap gap;
  private final Timetable timetable;
  private final long started;

  /**
   * @param marks what the source has to tell this target
   * @param statistics hears what becomes of them
   * @param hearsEverything whether all changes up to the call have led to their marks
   * @param pair what an earlier run has left, where that is kept
   * @param first hears the events of the first, complete transfer
   */
  public TargetWorker(
      SourceSide side,
      MarkSet marks,
      Target target,
      TargetStatistics statistics,
      BooleanSupplier hearsEverything,
      Optional<PairState> pair,
      TransferListener first) {
    this.side = side;
    this.marks = marks;
    this.target = target;
    this.statistics = statistics;
    this.sender = new BatchSender(side, marks, target, statistics);
    this.publisher =
        new Publisher(side, marks, statistics, sender, hearsEverything, Clock.systemUTC());
    this.live = new LiveLane(side, marks, target.another(), sender, statistics, pause);
    this.bulk = new BulkLane(side, marks, target.another(), sender, statistics, pause);
    this.health = new LaneHealth(side, marks, target, statistics, pause);
    this.hearsEverything = hearsEverything;
    this.pair = pair;
    this.first = first;
    this.synchronised = !side.settings().initialPass();
    this.everything =
        new Mark(
            side.source().directory(),
            Scope.TREE,
            Change.ATTRIBUTES,
            side.now(),
            side.now(),
            false);
    if (!synchronised) {
      marks.carry(everything);
    } else {
      statistics.synchronised();
      marks.sightings().distrust();
    }
    this.started = side.now();
    this.gap = new TransferGap(started);
    this.timetable = new Timetable(side.settings().fullPasses(), started);
  }

  /** Names of the source that are one at the target, as far as that was found out. */
  public NameClashes clashes() {
    return target.clashes();
  }

  public MarkSet marks() {
    return marks;
  }

  public TargetStatistics statistics() {
    return statistics;
  }

  /** Holds back transfers, from the next one on, or lets them go again. */
  public void setPaused(boolean paused) {
    if (pause.isOn() != paused) {
      pause.set(paused);
      side.tell(new WatchEvent.Paused(target.name(), paused));
    }
  }

  /** Whether the deletion of a path waits for permission. */
  public boolean holds(TreePath path) {
    return sender.holds(path);
  }

  /** Allows the deletions that wait for permission; whether there were any. */
  public boolean releaseDeletions() {
    return sender.releaseDeletions();
  }

  public TargetStatus status() {
    return statistics.status(pause.isOn());
  }

  /** Has everything sent that waits, and a target tried again that is left alone. */
  public void hurry(long nowNanos) {
    marks.hurry(nowNanos);
    bulk.hurry();
    pause.endRest();
  }

  /** Has everything compared. */
  public void compareAll() {
    marks.add(side.source().directory(), Scope.TREE, Change.ATTRIBUTES, side.now());
  }

  /** Makes the thread end after the transfer it is in. */
  public void stop() {
    stopped = true;
    marks.close();
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    try {
      while (!stopped) {
        workOrReport();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      bulk.close();
      target.closeQuietly();
    }
  }

  /** A defect in one transfer must not leave the target behind for ever. */
  private void workOrReport() throws InterruptedException {
    try {
      work();
    } catch (IOException e) {
      failed(e);
    } catch (RuntimeException defect) {
      System.getLogger(TargetWorker.class.getName())
          .log(System.Logger.Level.ERROR, "a transfer to " + target.name() + " broke down", defect);
      failed(new IOException("internal error: " + defect, defect));
    }
  }

  private void failed(IOException failure) throws InterruptedException {
    if (!stopped) {
      health.failed(failure);
    }
  }

  private void work() throws IOException, InterruptedException {
    pause.await();
    noteWhatWasHeard();
    Optional<FullPass> due = timetable.next(side.now());
    bulk.setOpen(due.isEmpty() && !sender.isReleased());
    if (!sourceIsThere()) {
      Thread.sleep(Duration.ofNanos(IDLE_NANOS).toMillis());
    } else if (!synchronised) {
      synchronise();
    } else if (sender.isReleased() && bulk.isIdle()) {
      sender.sendAll(first);
      health.succeeded();
    } else if (due.isPresent() && bulk.isIdle()) {
      compareOnTime(due.get());
    } else if (!pause.isOn() && publisher.isDue()) {
      inTurn(marks.oldestNanos(), this::publish);
    } else if (marks.awaitReady(side.clock(), publisher.patience(IDLE_NANOS))) {
      keepGap();
      if (health.isFailing()) {
        sender.probe();
      }
      sendMarks();
    } else {
      dropStaleConnection();
    }
  }

  /**
   * What was sent before is known to the source's reader by now, if it has nothing left to read.
   */
  private void noteWhatWasHeard() {
    long moment = marks.sightings().moment();
    if (hearsEverything.getAsBoolean()) {
      marks.sightings().heardUntil(moment);
    }
  }

  /** A journal says what may differ; only without one must everything be compared. */
  private void synchronise() throws IOException, InterruptedException {
    if (pair.isPresent()) {
      pair.get().markChanges();
    }
    if (pair.isPresent() && pair.get().isSound() && side.settings().trustJournal()) {
      marks.sightings().distrust();
    } else {
      live.during(() -> inTurn(started, () -> sender.sendAll(first)));
    }
    marks.carried(everything);
    synchronised = true;
    statistics.synchronised();
    health.succeeded();
  }

  /** The lane beside a comparison has turns of its own, so that neither waits for the other. */
  private void inTurn(long oldestNanos, LiveLane.Comparison comparison)
      throws IOException, InterruptedException {
    sender.turn().take(oldestNanos);
    try {
      comparison.run();
    } finally {
      sender.turn().give();
    }
  }

  private void publish() throws IOException, InterruptedException {
    if (publisher.publish()) {
      health.succeeded();
    }
  }

  private void compareOnTime(FullPass pass) throws IOException, InterruptedException {
    long due = side.now();
    live.during(() -> inTurn(due, () -> sender.sendAllBut(pass.filters())));
    timetable.done(pass, side.now());
    health.succeeded();
  }

  private boolean sourceIsThere() {
    SourceGuard.State state = side.guard().state();
    if (state != lastState) {
      if (state == SourceGuard.State.PRESENT) {
        side.tell(new WatchEvent.SourceBack(side.source().toString()));
        compareAll();
      } else {
        boolean replaced = state == SourceGuard.State.REPLACED;
        side.tell(new WatchEvent.SourceLost(side.source().toString(), replaced));
      }
      lastState = state;
      statistics.sourceIs(state);
    }
    return state == SourceGuard.State.PRESENT;
  }

  private void keepGap() throws InterruptedException {
    long wait = gap.left(side.now());
    if (wait > 0) {
      Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
    }
  }

  private void sendMarks() throws IOException, InterruptedException {
    if (!pause.isOn() && takeAndSend()) {
      health.succeeded();
      target.keepWarm(side.options());
    }
  }

  /** Waits for its turn first, so that what happens meanwhile comes along. */
  private boolean takeAndSend() throws IOException, InterruptedException {
    if (side.turns().areLimited()) {
      sender.turn().take(Math.min(marks.oldestNanos(), side.now()));
    }
    try {
      return takeAndSendNow();
    } finally {
      sender.turn().give();
    }
  }

  /** Whether a target was asked. */
  private boolean takeAndSendNow() throws IOException, InterruptedException {
    try (Flight flight = statistics.departing()) {
      List<Mark> taken = marks.take(side.now(), sender.most());
      flight.carries(taken);
      gap.started(side.now(), taken.size());
      return !taken.isEmpty() && sender.send(taken, bulk::offer);
    }
  }

  private void dropStaleConnection() {
    try {
      target.dropStale();
    } catch (IOException e) {
      target.closeQuietly();
    }
  }
}
