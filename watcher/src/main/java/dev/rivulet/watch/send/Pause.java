// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.send;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** When a target is to be left alone: on request, or for a while. Safe for several threads. */
final class Pause {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition over = lock.newCondition();
  private boolean on;
  private long wishes;

  boolean isOn() {
    lock.lock();
    try {
      return on;
    } finally {
      lock.unlock();
    }
  }

  void set(boolean paused) {
    lock.lock();
    try {
      on = paused;
      over.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How often somebody has wanted the target tried again. */
  long wishes() {
    lock.lock();
    try {
      return wishes;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns after a while, or as soon as somebody wants the target tried again.
   *
   * @param known wishes
   * @return whether there are more by now
   */
  boolean rest(Duration time, long known) throws InterruptedException {
    lock.lock();
    try {
      long left = time.toNanos();
      while (left > 0 && wishes == known) {
        left = over.awaitNanos(left);
      }
      return wishes != known;
    } finally {
      lock.unlock();
    }
  }

  /** Ends every {@link #rest} that is under way. */
  void endRest() {
    lock.lock();
    try {
      wishes++;
      over.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns when there is no pause any more. */
  void await() throws InterruptedException {
    lock.lock();
    try {
      while (on) {
        over.await();
      }
    } finally {
      lock.unlock();
    }
  }
}
