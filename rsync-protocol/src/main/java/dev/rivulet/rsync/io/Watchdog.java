// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Closes connections over which nothing has moved for too long ({@code --timeout}).
 *
 * <p>One thread watches any number of connections. It sleeps until the first of them could be
 * overdue, so a busy connection costs it one look per timeout. Safe for several threads.
 */
public final class Watchdog implements Closeable {
  private static final long NOTHING_TO_WATCH = Long.MAX_VALUE;

  private final LongSupplier nanoTime;
  private final Set<WatchedConnection> watched = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock.
  private boolean asleep;
  private long asleepSince;
  private long asleepFor;
  private boolean alarmed;
  private boolean closed;

  /** A watchdog that acts only when {@link #check} is called. */
  Watchdog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Starts the watching thread. It belongs to no session: a server starts it before any of its
   * threads takes the identity of a user.
   *
   * @param threads makes and names the thread, which should be a daemon thread
   */
  public static Watchdog start(ThreadFactory threads) {
    return start(threads, System::nanoTime);
  }

  static Watchdog start(ThreadFactory threads, LongSupplier nanoTime) {
    Watchdog watchdog = new Watchdog(nanoTime);
    threads.newThread(watchdog::run).start();
    return watchdog;
  }

  /**
   * Watches a connection until it is closed.
   *
   * @param timeoutSeconds how long neither a read nor a write may succeed, 0 for any time
   */
  public WatchedConnection watch(Connection connection, int timeoutSeconds) {
    WatchedConnection guarded = new WatchedConnection(connection, this, timeoutSeconds);
    watched.add(guarded);
    deadlineIn(guarded.nanosLeft());
    return guarded;
  }

  long nanoTime() {
    return nanoTime.getAsLong();
  }

  void forget(WatchedConnection connection) {
    watched.remove(connection);
  }

  /** Sees to it that the thread looks again in time for a new deadline. */
  void deadlineIn(long nanos) {
    lock.lock();
    try {
      if (!asleep || nanos < asleepFor - (nanoTime() - asleepSince)) {
        alarmed = true;
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Stops watching; the connections stay as they are. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Closes what is overdue.
   *
   * @return nanoseconds until the next connection can be overdue
   */
  long check() {
    long nearest = NOTHING_TO_WATCH;
    for (WatchedConnection connection : watched) {
      long left = connection.nanosLeft();
      if (left <= 0) {
        expire(connection);
      } else {
        nearest = Math.min(nearest, left);
      }
    }
    return nearest;
  }

  private void expire(WatchedConnection connection) {
    watched.remove(connection);
    try {
      connection.expire();
    } catch (IOException e) {
      System.getLogger(Watchdog.class.getName())
          .log(System.Logger.Level.DEBUG, "closing an overdue connection", e);
    }
  }

  private void run() {
    try {
      while (sleepUntilNeeded(check())) {
        // Each round is one look at all connections.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean sleepUntilNeeded(long nanos) throws InterruptedException {
    lock.lock();
    try {
      asleep = true;
      asleepSince = nanoTime();
      asleepFor = nanos;
      for (long left = nanos; left > 0 && !alarmed && !closed; ) {
        left = changed.awaitNanos(left);
      }
      alarmed = false;
      return !closed;
    } finally {
      asleep = false;
      lock.unlock();
    }
  }
}
