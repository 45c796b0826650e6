// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Whether a target is to be left alone for now. Safe for several threads. */
final class Pause {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition over = lock.newCondition();
  private boolean on;

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
