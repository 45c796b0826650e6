// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

/** Waiting for the threads of sources. */
final class Threads {
  private Threads() {}

  /** Waits for the end of a thread, unless it is the caller or null; keeps an interruption. */
  static void join(Thread thread) {
    boolean interrupted = false;
    while (thread != null && thread != Thread.currentThread() && thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
