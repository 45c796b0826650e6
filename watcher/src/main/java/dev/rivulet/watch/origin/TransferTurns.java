// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.origin;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Lets only so many transfers run at one time, over all targets of a watcher. The next one is that
 * whose oldest change has waited longest, so that a busy tree never starves a quiet one (hazard
 * 14).
 *
 * <p>A transfer in which nothing has moved for a while does not count any more, so that a target
 * that hangs does not hold up the others until its connection is given up; should it go on, there
 * is one too many for a time. Safe for several threads.
 */
public final class TransferTurns {
  /** As many as there are targets. */
  static final TransferTurns UNLIMITED = new TransferTurns(0);

  /** A transfer that has stood still for so long does not count. */
  static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final LongSupplier clock;
  private final List<Waiter> waiters = new ArrayList<>();
  private final List<Turn> running = new ArrayList<>();

  /** Who waits; compared by identity. */
  private static final class Waiter {
    private final long oldestNanos;

    Waiter(long oldestNanos) {
      this.oldestNanos = oldestNanos;
    }
  }

  /**
   * @param most transfers at one time; 0 for any number
   */
  public TransferTurns(int most) {
    this(most, System::nanoTime);
  }

  TransferTurns(int most, LongSupplier clock) {
    this.most = most;
    this.clock = clock;
  }

  /** For one who makes one transfer at a time. */
  public Turn newTurn() {
    return new Turn();
  }

  public boolean areLimited() {
    return most > 0;
  }

  /** The right to make a transfer; of one lane. */
  public final class Turn {
    private volatile long movedNanos;

    /**
     * Waits for the turn, which {@link #give} ends.
     *
     * @param oldestNanos the moment of the oldest change that waits, on the scale of {@link
     *     System#nanoTime}
     */
    public void take(long oldestNanos) throws InterruptedException {
      if (areLimited()) {
        await(new Waiter(oldestNanos), this);
      }
    }

    /** Something has moved in the transfer. */
    public void moved() {
      movedNanos = clock.getAsLong();
    }

    /** Ends the turn; of no effect without one. */
    public void give() {
      lock.lock();
      try {
        running.remove(this);
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private void await(Waiter waiter, Turn turn) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      waiters.add(waiter);
      long left = nanosToFree();
      while (left > 0 || next() != waiter) {
        changed.awaitNanos(left > 0 ? left : STALLED_NANOS);
        left = nanosToFree();
      }
      turn.moved();
      running.add(turn);
    } finally {
      waiters.remove(waiter);
      changed.signalAll();
      lock.unlock();
    }
  }

  /**
   * How long until one more transfer may run unless something moves; not positive if it may now.
   */
  private long nanosToFree() {
    long now = clock.getAsLong();
    long[] lefts =
        running.stream()
            .mapToLong(turn -> turn.movedNanos + STALLED_NANOS - now)
            .filter(left -> left > 0)
            .sorted()
            .toArray();
    return lefts.length < most ? 0 : lefts[lefts.length - most];
  }

  private Waiter next() {
    Waiter next = waiters.get(0);
    for (Waiter waiter : waiters) {
      if (waiter.oldestNanos - next.oldestNanos < 0) {
        next = waiter;
      }
    }
    return next;
  }
}
