// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.send;

import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.Mark.Scope;
import dev.rivulet.watch.mark.MarkSet;
import dev.rivulet.watch.origin.SourceSide;
import dev.rivulet.watch.transfer.Flight;
import dev.rivulet.watch.transfer.Target;
import dev.rivulet.watch.transfer.TargetStatistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends what changes while everything is compared, so that a change need not wait for the end of a
 * comparison that may take hours (hazard 13.2).
 *
 * <p>The comparison and these transfers may meet at a path and finish in either order. So whatever
 * went this way is marked again when the comparison is over, and only then is it certain. Used by
 * one worker; has a thread and a connection of its own while the comparison runs.
 */
final class LiveLane {
  /** A comparison that is over so soon needs no company. */
  private static final long HEAD_START_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final SourceSide side;
  private final MarkSet marks;
  private final Target target;
  private final BatchSender sender;
  private final TargetStatistics statistics;
  private final Pause pause;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ending = lock.newCondition();
  private boolean ended;

  /** What a comparison is; it may take long. */
  @FunctionalInterface
  interface Comparison {
    void run() throws IOException, InterruptedException;
  }

  /**
   * @param target the same as that of the comparison, with a connection of its own
   * @param beside makes the comparison
   */
  LiveLane(
      SourceSide side,
      MarkSet marks,
      Target target,
      BatchSender beside,
      TargetStatistics statistics,
      Pause pause) {
    this.side = side;
    this.marks = marks;
    this.target = target;
    this.statistics = statistics;
    this.pause = pause;
    this.sender = beside.beside(target);
  }

  /** Runs a comparison, and sends what becomes ready meanwhile. */
  void during(Comparison comparison) throws IOException, InterruptedException {
    MarkSet sent = new MarkSet(MarkSet.DEFAULT_LIMIT, 0);
    ended = false;
    Thread thread =
        new Thread(() -> sendUntilEnd(sent), Thread.currentThread().getName() + "-live");
    thread.start();
    try {
      comparison.run();
    } finally {
      end();
      join(thread);
      sent.show(all -> marks.putBack(all, side.now()));
      marks.renames().distrust();
      target.close();
    }
  }

  private void sendUntilEnd(MarkSet sent) {
    try {
      awaitEnd(HEAD_START_NANOS);
      while (!isEnded()) {
        if (pause.isOn() || !marks.awaitReady(side.clock(), IDLE_NANOS)) {
          awaitEnd(IDLE_NANOS);
        } else {
          sendInTurn(sent);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendInTurn(MarkSet sent) throws InterruptedException {
    sender.turn().take(side.now());
    try {
      send(sent);
    } finally {
      sender.turn().give();
    }
  }

  private void send(MarkSet sent) throws InterruptedException {
    try (Flight flight = statistics.departing()) {
      List<Mark> taken = new ArrayList<>(marks.take(side.now(), sender.most()));
      flight.carries(List.copyOf(taken));
      sent.putBack(taken, side.now());
      taken.removeIf(this::isEverything);
      sender.send(taken, this::isPutOff);
    } catch (IOException e) {
      // The comparison meets the same trouble, and tells; what was taken is marked again.
      awaitEnd(REST_NANOS);
    }
  }

  /** A large file is not sent before the comparison is over, unless by the comparison. */
  private boolean isPutOff(Mark mark, FileAttributes found) {
    boolean large = side.settings().isLarge(target.growing().sizeToSend(mark, found));
    if (large) {
      marks.settled(List.of(mark), List.of());
    }
    return large;
  }

  /** The comparison itself sees to that. */
  private boolean isEverything(Mark mark) {
    return mark.scope() != Scope.FILE && mark.path().equals(side.source().directory());
  }

  private boolean isEnded() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      ended = true;
      ending.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void awaitEnd(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (!ended && left > 0) {
        left = ending.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The transfer that is running may end by itself, unless the worker is to stop. */
  static void join(Thread thread) {
    boolean stopping = Thread.interrupted();
    while (thread.isAlive()) {
      if (stopping) {
        thread.interrupt();
      }
      try {
        thread.join();
      } catch (InterruptedException e) {
        stopping = true;
      }
    }
    if (stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
