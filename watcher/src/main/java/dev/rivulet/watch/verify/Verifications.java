// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.verify;

import dev.rivulet.watch.MirrorSettings;
import dev.rivulet.watch.Verification;
import dev.rivulet.watch.send.TargetWorker;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Verifies the targets of one mirror, on request and from time to time, one after another on a
 * thread of its own: a verification is never in front of a change. Safe for several threads.
 */
public final class Verifications implements Closeable {
  /** One that could not be made is made up for so soon. */
  private static final Duration SOON = Duration.ofMinutes(1);

  private static final long PATIENCE_SECONDS = 4;

  private final List<Verifier> verifiers;
  private final MirrorSettings settings;
  private final ScheduledExecutorService executor;

  /**
   * @param mirror its name
   */
  public Verifications(String mirror, MirrorSettings settings, List<Verifier> verifiers) {
    this.verifiers = List.copyOf(verifiers);
    this.settings = settings;
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "rivulet-verify-" + mirror);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Begins to verify from time to time, if the settings ask for it. */
  public void start() {
    if (!settings.verifyEvery().isZero()) {
      verifiers.forEach(verifier -> schedule(verifier, settings.verifyEvery()));
    }
  }

  private void schedule(Verifier verifier, Duration delay) {
    try {
      executor.schedule(() -> verifyOnTime(verifier), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      // The mirror ends.
    }
  }

  private void verifyOnTime(Verifier verifier) {
    Duration next = SOON;
    try {
      if (verifier.verify(settings.verifyContents()).trouble().isEmpty()) {
        next = settings.verifyEvery();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException defect) {
      System.getLogger(Verifications.class.getName())
          .log(System.Logger.Level.ERROR, "a verification broke down", defect);
    }
    schedule(verifier, min(next, settings.verifyEvery()));
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /**
   * Verifies a target now.
   *
   * @param worker that of the target
   * @throws IOException when the mirror ends meanwhile
   */
  public Verification verify(TargetWorker worker, boolean contents)
      throws IOException, InterruptedException {
    Verifier verifier =
        verifiers.stream().filter(one -> one.worker() == worker).findFirst().orElseThrow();
    try {
      return executor.submit(() -> verifier.verify(contents)).get();
    } catch (RejectedExecutionException | CancellationException e) {
      throw new IOException("the mirror has ended", e);
    } catch (ExecutionException e) {
      throw new IOException("the verification was broken off: " + e.getCause(), e);
    }
  }

  /** Breaks off what is running: it changes nothing. */
  @Override
  public void close() {
    for (Runnable waiting : executor.shutdownNow()) {
      ((Future<?>) waiting).cancel(false);
    }
    try {
      executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
