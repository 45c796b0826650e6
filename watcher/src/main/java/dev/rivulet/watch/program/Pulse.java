// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import dev.rivulet.rsync.store.SystemErrors;
import dev.rivulet.watch.Watcher;
import dev.rivulet.watch.config.SyncStatus;
import dev.rivulet.watch.log.Log;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What a service does from time to time while it runs: write the status file, and show the service
 * manager that it is alive, by asking the watcher how it stands.
 */
final class Pulse implements Closeable {
  /** A status file is not written more often, whatever the settings say. */
  private static final Duration SHORTEST = Duration.ofMillis(100);

  /** A source that hangs keeps a status file waiting, but no sign of life. */
  private final ScheduledExecutorService executor =
      Executors.newScheduledThreadPool(2, Pulse::thread);

  private final Watcher watcher;
  private final Beside beside;
  private final Log log;

  /** Whether the last status file could not be written, which is told once. */
  private boolean statusFails;

  /** Tells of what waits for events beside the watcher. */
  @FunctionalInterface
  interface Beside {
    List<SyncStatus> status() throws InterruptedException;
  }

  Pulse(Watcher watcher, Beside beside, Log log) {
    this.watcher = watcher;
    this.beside = beside;
    this.log = log;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "rivulet-watch-pulse");
    thread.setDaemon(true);
    return thread;
  }

  void start(Optional<StatusFile> statusFile, Duration interval, ServiceNotifier notifier) {
    statusFile.ifPresent(
        file -> repeat(() -> write(file), SHORTEST.compareTo(interval) > 0 ? SHORTEST : interval));
    if (!notifier.interval().isZero()) {
      repeat(
          () -> {
            watcher.status();
            notifier.alive();
          },
          notifier.interval());
    }
  }

  private void repeat(Runnable task, Duration interval) {
    executor.scheduleWithFixedDelay(
        () -> runOrReport(task), 0, interval.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** A task that throws would never run again. */
  private void runOrReport(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException defect) {
      System.getLogger(Pulse.class.getName())
          .log(System.Logger.Level.ERROR, "a periodic task broke down", defect);
    }
  }

  private void write(StatusFile file) {
    try {
      file.write(watcher, beside.status());
      statusFails = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      if (!statusFails) {
        log.write(
            Log.Level.PROBLEM,
            "cannot write the status file " + file.path() + ": " + SystemErrors.reason(e));
      }
      statusFails = true;
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
