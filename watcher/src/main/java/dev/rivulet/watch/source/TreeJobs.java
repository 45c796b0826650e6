// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.Workspace;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Looks into directories on behalf of a reader of events, which must not wait for them. One thread,
 * one job after the other; the tree is open only while there is a job. Safe for several threads.
 */
final class TreeJobs implements Closeable {
  private final WatchScope scope;
  private final Consumer<String> defects;
  private final String name;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Job> jobs = new ArrayDeque<>();
  private Thread thread;
  private boolean busy;
  private volatile boolean closed;

  /** A piece of work. */
  @FunctionalInterface
  interface Job {

    /**
     * @param tree the watched directory
     * @throws IOException if the directory cannot be looked into at all
     */
    void run(FileTree tree) throws IOException;
  }

  /**
   * @param defects told if a job ends for a defect: what it would have found is missing then
   * @param name of the thread
   */
  TreeJobs(WatchScope scope, Consumer<String> defects, String name) {
    this.scope = scope;
    this.defects = defects;
    this.name = name;
  }

  /** Has a job done soon. */
  void add(Job job) {
    lock.lock();
    try {
      jobs.add(job);
      if (thread == null && !closed) {
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Does a job in the calling thread, whatever waits. */
  void doNow(Job job) throws IOException {
    try (Workspace workspace = scope.files().open();
        FileTree tree = workspace.open(scope.root())) {
      job.run(tree);
    }
  }

  /** Whether everything that was added before the call is done. */
  boolean isIdle() {
    lock.lock();
    try {
      return jobs.isEmpty() && !busy;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a job that is running should end early. */
  boolean isClosed() {
    return closed;
  }

  private void run() {
    try {
      for (Job job = await(); job != null; job = await()) {
        doAllFrom(job);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void doAllFrom(Job first) {
    try {
      doNow(
          tree -> {
            for (Job job = first; job != null && !closed; job = next()) {
              job.run(tree);
            }
          });
    } catch (IOException rootIsGone) {
      System.getLogger(TreeJobs.class.getName())
          .log(System.Logger.Level.DEBUG, "looking into a watched directory", rootIsGone);
    } catch (RuntimeException defect) {
      defects.accept("looking into a watched directory: " + defect);
    }
  }

  /** Null when there is nothing to do at the moment. */
  private Job next() {
    lock.lock();
    try {
      Job next = jobs.poll();
      busy = next != null;
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** Null at the end. */
  private Job await() throws InterruptedException {
    lock.lock();
    try {
      busy = false;
      while (!closed && jobs.isEmpty()) {
        changed.await();
      }
      busy = true;
      return closed ? null : jobs.poll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the thread, at the next point where the job can. */
  @Override
  public void close() {
    closed = true;
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    Threads.join(thread);
  }
}
