// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets only so many transfers run at one time, over all targets of a watcher. The next one is that
 * whose oldest change has waited longest, so that a busy tree never starves a quiet one (hazard
 * 14).
 *
 * <p>Safe for several threads; each has one turn at most.
 */
final class TransferTurns {
  /** As many as there are targets. */
  static final TransferTurns UNLIMITED = new TransferTurns(0);

  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Waiter> waiters = new ArrayList<>();
  private int running;

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
  TransferTurns(int most) {
    this.most = most;
  }

  boolean areLimited() {
    return most > 0;
  }

  /**
   * Waits for a turn, which {@link #give} ends.
   *
   * @param oldestNanos the moment of the oldest change that waits, on the scale of {@link
   *     System#nanoTime}
   */
  void take(long oldestNanos) throws InterruptedException {
    if (!areLimited()) {
      return;
    }
    lock.lockInterruptibly();
    Waiter waiter = new Waiter(oldestNanos);
    try {
      waiters.add(waiter);
      while (running == most || next() != waiter) {
        changed.await();
      }
      running++;
    } finally {
      waiters.remove(waiter);
      changed.signalAll();
      lock.unlock();
    }
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

  /** Ends a turn. */
  void give() {
    if (!areLimited()) {
      return;
    }
    lock.lock();
    try {
      running--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
