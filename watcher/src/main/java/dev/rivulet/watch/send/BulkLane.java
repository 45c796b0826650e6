// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.send;

import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import dev.rivulet.watch.mark.MarkSet;
import dev.rivulet.watch.origin.SourceSide;
import dev.rivulet.watch.transfer.Diversion;
import dev.rivulet.watch.transfer.Flight;
import dev.rivulet.watch.transfer.Target;
import dev.rivulet.watch.transfer.TargetStatistics;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends large files to one target, each by itself, beside the transfers of all the rest, so that
 * they hold up nothing (hazard 6.7).
 *
 * <p>From the moment a mark is taken over until its transfer is settled, its path is reserved in
 * the mark set: what happens to the file, or to a directory above it, waits that long. Has a thread
 * and a connection of its own while there is anything to do. The worker of the target offers and
 * closes; anybody may {@link #hurry}.
 */
final class BulkLane implements Closeable {
  private final SourceSide side;
  private final MarkSet marks;
  private final Target target;
  private final BatchSender sender;
  private final TargetStatistics statistics;
  private final Pause pause;
  private final LaneHealth health;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final BulkQueue queue = new BulkQueue();

  /** What waits or is on its way. */
  private final Map<TreePath, Flight> flights = new HashMap<>();

  private boolean open = true;
  private boolean closed;
  private Thread thread;

  /**
   * @param target the same as that of the other transfers, with a connection of its own
   * @param beside makes the other transfers
   */
  BulkLane(
      SourceSide side,
      MarkSet marks,
      Target target,
      BatchSender beside,
      TargetStatistics statistics,
      Pause pause) {
    this.side = side;
    this.marks = marks;
    this.target = target;
    this.sender = beside.beside(target);
    this.statistics = statistics;
    this.pause = pause;
    this.health = new LaneHealth(side, marks, target, statistics, pause);
  }

  /** Whether nothing waits and nothing is on its way. */
  boolean isIdle() {
    lock.lock();
    try {
      return flights.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Whether files are taken over from now on; if not, those that wait are sent without a rest. */
  void setOpen(boolean value) {
    lock.lock();
    try {
      open = value;
      if (!open) {
        queue.hurry();
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes over the mark of a file of which much is to be sent, see {@link Diversion}. */
  boolean offer(Mark mark, FileAttributes found) {
    if (!side.settings().isLarge(target.growing().sizeToSend(mark, found))) {
      return false;
    }
    lock.lock();
    try {
      if (closed || !open || queue.isFull() || !marks.reserve(mark)) {
        return false;
      }
      Flight flight = statistics.departing();
      flight.carries(List.of(mark));
      flights.put(mark.path(), flight);
      queue.add(mark);
      changed.signalAll();
      if (thread == null) {
        thread = new Thread(this::run, Thread.currentThread().getName() + "-bulk");
        thread.start();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Has everything sent as soon as may be. */
  void hurry() {
    lock.lock();
    try {
      queue.hurry();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      Optional<Mark> next = next();
      while (next.isPresent()) {
        sendOrReport(next.get());
        next = next();
      }
    } catch (InterruptedException e) {
      target.closeQuietly();
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the next file; empty, and the thread's end, when there is none. */
  private Optional<Mark> next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && !queue.isEmpty()) {
        Optional<Mark> next = queue.poll(side.now());
        if (next.isPresent()) {
          return next;
        }
        changed.await(queue.nanosToNext(side.now()), TimeUnit.NANOSECONDS);
      }
      target.closeQuietly();
      thread = null;
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  // ---------------------------------------------------------------- sending

  private void sendOrReport(Mark mark) throws InterruptedException {
    try {
      pause.await();
      send(mark);
    } catch (IOException e) {
      failed(e);
    } catch (RuntimeException defect) {
      System.getLogger(BulkLane.class.getName())
          .log(System.Logger.Level.ERROR, "sending " + mark.path() + " broke down", defect);
      failed(new IOException("internal error: " + defect, defect));
    }
  }

  private void failed(IOException failure) throws InterruptedException {
    target.closeQuietly();
    if (!isClosed()) {
      health.failed(failure);
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void send(Mark mark) throws IOException, InterruptedException {
    sender.turn().take(mark.firstNanos());
    long started = side.now();
    Stamps above = Stamps.ofDirectoriesAbove(side, mark.path());
    try {
      if (sender.send(List.of(mark), Diversion.NONE)) {
        health.succeeded();
      }
    } finally {
      sender.turn().give();
      markChanged(above);
      settle(mark.path(), started);
    }
  }

  /**
   * The transfer has set the times of the directories above its file to what they were in the
   * beginning, perhaps after others had brought them up to date.
   */
  private void markChanged(Stamps above) {
    for (TreePath directory : above.changed(side)) {
      marks.add(directory, Scope.FILE, Change.ATTRIBUTES, side.now());
    }
  }

  /** As one step: what has changed meanwhile may be offered as soon as the path is released. */
  private void settle(TreePath path, long started) {
    lock.lock();
    try {
      marks.release(path);
      queue.sent(path, started, side.now());
      flights.remove(path).close();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the thread after the transfer it is in. What waits is not sent any more; it stays in the
   * journal.
   */
  @Override
  public void close() {
    Thread running;
    lock.lock();
    try {
      closed = true;
      running = thread;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (running != null) {
      running.interrupt();
      LiveLane.join(running);
    }
  }
}
