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
  private boolean rested;

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

  /** Returns after a while, or as soon as somebody wants the target tried again. */
  void rest(Duration time) throws InterruptedException {
    lock.lock();
    try {
      long left = time.toNanos();
      rested = false;
      while (left > 0 && !rested) {
        left = over.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends a {@link #rest} that is under way. */
  void endRest() {
    lock.lock();
    try {
      rested = true;
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
