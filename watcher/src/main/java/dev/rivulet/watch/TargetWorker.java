// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.Mark.Change;
import dev.rivulet.watch.Mark.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * The state machine of one target: synchronises it once, then waits for marks and has them sent,
 * and leaves it alone for a while when that fails.
 *
 * <p>One thread per worker; a failing target never touches another one. The thread ends by {@link
 * #stop}. The source guard is asked before every transfer: as long as the source is not the
 * directory it was, nothing is sent, so nothing is deleted.
 */
final class TargetWorker implements Runnable {
  private static final long IDLE_NANOS = 1_000_000_000;

  private final SourceSide side;
  private final MarkSet marks;
  private final Target target;
  private final BatchSender sender;
  private final LiveLane live;
  private final BooleanSupplier hearsEverything;
  private final Optional<PairState> pair;
  private final TransferListener first;
  private final TargetStatistics statistics;
  private final Pause pause = new Pause();
  private final RetryPolicy retry = new RetryPolicy(new SplittableRandom());
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
  TargetWorker(
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
    this.live = new LiveLane(side, marks, target.another(), sender, statistics, pause);
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

  MarkSet marks() {
    return marks;
  }

  TargetStatistics statistics() {
    return statistics;
  }

  /** Holds back transfers, from the next one on, or lets them go again. */
  void setPaused(boolean paused) {
    if (pause.isOn() != paused) {
      pause.set(paused);
      side.tell(new WatchEvent.Paused(target.name(), paused));
    }
  }

  /** Whether the deletion of a path waits for permission. */
  boolean holds(TreePath path) {
    return sender.holds(path);
  }

  /** Allows the deletions that wait for permission; whether there were any. */
  boolean releaseDeletions() {
    return sender.releaseDeletions();
  }

  TargetStatus status() {
    return statistics.status(pause.isOn());
  }

  /** Has everything sent that waits, and a target tried again that is left alone. */
  void hurry(long nowNanos) {
    marks.hurry(nowNanos);
    pause.endRest();
  }

  /** Has everything compared. */
  void compareAll() {
    marks.add(side.source().directory(), Scope.TREE, Change.ATTRIBUTES, side.now());
  }

  /** Makes the thread end after the transfer it is in. */
  void stop() {
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
      closeTarget();
    }
  }

  /** A defect in one transfer must not leave the target behind for ever. */
  private void workOrReport() throws InterruptedException {
    try {
      work();
    } catch (IOException e) {
      backOff(e);
    } catch (RuntimeException defect) {
      System.getLogger(TargetWorker.class.getName())
          .log(System.Logger.Level.ERROR, "a transfer to " + target.name() + " broke down", defect);
      backOff(new IOException("internal error: " + defect, defect));
    }
  }

  private void work() throws IOException, InterruptedException {
    pause.await();
    noteWhatWasHeard();
    Optional<FullPass> due = timetable.next(side.now());
    if (!sourceIsThere()) {
      Thread.sleep(Duration.ofNanos(IDLE_NANOS).toMillis());
    } else if (!synchronised) {
      synchronise();
    } else if (sender.isReleased()) {
      sender.sendAll(first);
      succeeded();
    } else if (due.isPresent()) {
      compareOnTime(due.get());
    } else if (marks.awaitReady(side.clock(), IDLE_NANOS)) {
      keepGap();
      if (retry.failures() > 0) {
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
    succeeded();
  }

  /** The lane beside a comparison has turns of its own, so that neither waits for the other. */
  private void inTurn(long oldestNanos, LiveLane.Comparison comparison)
      throws IOException, InterruptedException {
    side.turns().take(oldestNanos);
    try {
      comparison.run();
    } finally {
      side.turns().give();
    }
  }

  private void compareOnTime(FullPass pass) throws IOException, InterruptedException {
    long due = side.now();
    live.during(() -> inTurn(due, () -> sender.sendAllBut(pass.filters())));
    timetable.done(pass, side.now());
    succeeded();
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
      succeeded();
      target.keepWarm(side.options());
    }
  }

  /** Waits for its turn first, so that what happens meanwhile comes along. */
  private boolean takeAndSend() throws IOException, InterruptedException {
    TransferTurns turns = side.turns();
    if (turns.areLimited()) {
      turns.take(Math.min(marks.oldestNanos(), side.now()));
    }
    try {
      return takeAndSendNow();
    } finally {
      turns.give();
    }
  }

  /** Whether a target was asked. */
  private boolean takeAndSendNow() throws IOException, InterruptedException {
    try (Flight flight = statistics.departing()) {
      List<Mark> taken = marks.take(side.now(), sender.most());
      flight.carries(taken);
      gap.started(side.now(), taken.size());
      return !taken.isEmpty() && sender.send(taken);
    }
  }

  // ---------------------------------------------------------------- failures

  private void succeeded() {
    if (retry.failures() > 0) {
      side.tell(new WatchEvent.Recovered(target.name()));
    }
    retry.succeeded();
    statistics.succeeded();
  }

  private void backOff(IOException failure) throws InterruptedException {
    if (stopped) {
      return;
    }
    boolean refused = isRefusal(failure);
    Duration delay = refused ? retry.refused() : retry.failed();
    String reason = String.valueOf(failure.getMessage());
    statistics.troubled(refused ? TargetState.BLOCKED : TargetState.RETRYING, reason);
    side.tell(new WatchEvent.Failing(target.name(), reason, delay, marks.size()));
    pause.rest(delay);
  }

  /** Whether trying again soon is pointless because somebody must change a setting first. */
  private static boolean isRefusal(IOException failure) {
    if (!(failure instanceof RsyncException e)) {
      return false;
    }
    return switch (e.exitCode()) {
      case SYNTAX, PROTOCOL, UNSUPPORTED -> true;
      case START_CLIENT ->
          Target.isAnswer(e) && !String.valueOf(e.getMessage()).contains("max connections");
      default -> false;
    };
  }

  private void dropStaleConnection() {
    try {
      target.dropStale();
    } catch (IOException e) {
      closeTarget();
    }
  }

  private void closeTarget() {
    try {
      target.close();
    } catch (IOException e) {
      System.getLogger(TargetWorker.class.getName())
          .log(System.Logger.Level.DEBUG, "closing the connection to " + target.name(), e);
    }
  }
}
