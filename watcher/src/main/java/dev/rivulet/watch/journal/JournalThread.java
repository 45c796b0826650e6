// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.journal;

import dev.rivulet.watch.source.Threads;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Has the journals of one source written once a second, and closes them in the end. */
public final class JournalThread implements Closeable {
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** After a longer gap nobody has run, and events may still be on their way. */
  private static final Duration SUSPENDED = Duration.ofSeconds(10);

  /** The pairs of one source. */
  public interface Source {
    /** Whether every change becomes a mark by itself, without a comparison. */
    boolean hearsEverything();

    List<PairState> pairs();
  }

  private final Source source;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ending = lock.newCondition();
  private final Thread thread = new Thread(this::run, "rivulet-journal");
  private boolean ended;
  private Instant last = Instant.now();

  public JournalThread(Source source) {
    this.source = source;
    thread.setDaemon(true);
  }

  /** Starts writing, if there is anything to be written. */
  public void start() {
    if (!source.pairs().isEmpty()) {
      thread.start();
    }
  }

  private void run() {
    lock.lock();
    try {
      while (!ended) {
        ending.awaitNanos(PERIOD_NANOS);
        writeAll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void writeAll() {
    Instant now = Instant.now();
    Duration gap = Duration.between(last, now);
    boolean suspended = gap.isNegative() || gap.compareTo(SUSPENDED) > 0;
    last = now;
    boolean sound = source.hearsEverything() && !suspended;
    source.pairs().forEach(pair -> pair.write(now, sound));
  }

  /** Writes everything a last time; to be called when no mark can come any more. */
  @Override
  public void close() {
    lock.lock();
    try {
      ended = true;
      ending.signalAll();
    } finally {
      lock.unlock();
    }
    Threads.join(thread);
    for (PairState pair : source.pairs()) {
      try {
        pair.close();
      } catch (IOException e) {
        System.getLogger(JournalThread.class.getName())
            .log(System.Logger.Level.WARNING, "closing a journal", e);
      }
    }
  }
}
