// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

/** Threads that work on their own for as long as something is watched. */
public final class Threads {
  private Threads() {}

  /**
   * Starts a thread that does not keep the program alive.
   *
   * @param afterDefect called by the thread if its work breaks down, so that nobody goes on waiting
   *     for what it would have told
   */
  static Thread start(String name, Runnable work, Runnable afterDefect) {
    Thread thread = new Thread(() -> workOrReport(work, afterDefect), name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void workOrReport(Runnable work, Runnable afterDefect) {
    try {
      work.run();
    } catch (RuntimeException defect) {
      String name = Thread.currentThread().getName();
      System.getLogger(Threads.class.getName())
          .log(System.Logger.Level.ERROR, name + " broke down", defect);
      afterDefect.run();
    }
  }

  /** Waits for the end of a thread, unless it is the caller or null; keeps an interruption. */
  public static void join(Thread thread) {
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
