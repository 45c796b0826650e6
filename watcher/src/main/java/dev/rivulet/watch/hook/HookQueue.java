// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.hook;

import dev.rivulet.rsync.store.SystemErrors;
import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.WatchListener;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The work of hooks, done by a few threads from a queue of bounded length. Safe for several
 * threads; the threads exist only while there is work.
 */
public final class HookQueue implements Closeable {
  private static final long IDLE_SECONDS = 5;

  /** A piece of work that may fail. */
  @FunctionalInterface
  public interface Work {
    void run() throws IOException, InterruptedException;
  }

  private final String name;
  private final Duration closeLimit;
  private final ThreadPoolExecutor threads;
  private final CopyOnWriteArrayList<WatchListener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong dropped = new AtomicLong();

  /**
   * @param name of the hook, in messages
   * @param atOnce how many pieces of work may run at the same time
   * @param waiting how many may wait; what comes when so many do is dropped, and that is reported
   * @param closeLimit how long {@link #close} waits for work under way
   */
  public HookQueue(String name, int atOnce, int waiting, Duration closeLimit) {
    this.name = name;
    this.closeLimit = closeLimit;
    this.threads =
        new ThreadPoolExecutor(
            atOnce,
            atOnce,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            this::thread);
    threads.allowCoreThreadTimeOut(true);
    threads.setRejectedExecutionHandler((work, pool) -> drop());
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "rivulet-hook " + name);
    thread.setDaemon(true);
    return thread;
  }

  /** Adds somebody who is told of failures. */
  public void report(WatchListener listener) {
    listeners.addIfAbsent(listener);
  }

  /** Has work done soon; returns at once. */
  public void add(Work work) {
    threads.execute(() -> doNow(work));
  }

  /** Has work done soon; waits for a place in the queue. */
  public void addWhenThereIsRoom(Work work) throws InterruptedException {
    if (!threads.isShutdown()) {
      threads.getQueue().put(() -> doNow(work));
      threads.prestartCoreThread();
    }
  }

  /** Does work in the calling thread. */
  public void doHere(Work work) throws InterruptedException {
    try {
      work.run();
    } catch (IOException e) {
      tell(SystemErrors.reason(e));
    } catch (RuntimeException defect) {
      tell("internal error: " + defect);
    }
  }

  private void doNow(Work work) {
    try {
      doHere(work);
      tellDropped();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One report for each time the queue is full, not one for each piece that is dropped. */
  private void drop() {
    if (!threads.isShutdown() && dropped.getAndIncrement() == 0) {
      tell(threads.getQueue().size() + " calls wait already: leaving out what comes now");
    }
  }

  private void tellDropped() {
    long count = dropped.getAndSet(0);
    if (count > 0) {
      tell(count + " calls were left out");
    }
  }

  private void tell(String problem) {
    for (WatchListener listener : listeners) {
      listener.on(new WatchEvent.HookFailed(name, problem));
    }
  }

  /** Waits for what is under way, gives up what is queued. */
  @Override
  public void close() {
    threads.shutdown();
    threads.getQueue().clear();
    boolean interrupted = false;
    try {
      if (!threads.awaitTermination(closeLimit.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
