// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a watcher tells, as short lines, and waits for it. */
final class RecordingListener implements WatchListener {
  private static final long PATIENCE_MILLIS = 30_000;
  private static final long QUIET_MILLIS = 1_500;

  private final List<String> lines = new ArrayList<>();

  /** A comparison that throws an {@link AssertionError} as long as it does not hold. */
  @FunctionalInterface
  interface Comparison {
    void check() throws Exception;
  }

  @Override
  public synchronized void on(WatchEvent event) {
    lines.add(text(event));
    notifyAll();
  }

  private static String text(WatchEvent event) {
    if (event instanceof WatchEvent.Confirmed confirmed) {
      return confirmed.kind() + " " + confirmed.path();
    } else if (event instanceof WatchEvent.Synchronised) {
      return "SYNCHRONISED";
    } else if (event instanceof WatchEvent.Failing failing) {
      return "FAILING " + failing.reason();
    } else if (event instanceof WatchEvent.Recovered) {
      return "RECOVERED";
    } else if (event instanceof WatchEvent.SourceLost lost) {
      return lost.replaced() ? "REPLACED" : "LOST";
    } else if (event instanceof WatchEvent.SourceBack) {
      return "BACK";
    }
    return event.toString();
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** The last lines, for the message of a failure. */
  synchronized List<String> lastLines(int most) {
    return List.copyOf(lines.subList(Math.max(0, lines.size() - most), lines.size()));
  }

  void awaitSynchronised() throws InterruptedException {
    awaitLine("SYNCHRONISED");
  }

  synchronized void awaitLine(String start) throws InterruptedException {
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (lines.stream().noneMatch(line -> line.startsWith(start))) {
      waitUntil(deadline, "no " + start + " in " + lines);
    }
  }

  /** Waits until a comparison holds; looks again after each event and now and then without one. */
  void awaitEqual(Comparison comparison) throws Exception {
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (true) {
      try {
        comparison.check();
        return;
      } catch (AssertionError | IOException | UncheckedIOException notYet) {
        if (System.currentTimeMillis() > deadline) {
          throw new AssertionError("events: " + lines(), notYet);
        }
        pause();
      }
    }
  }

  private synchronized void pause() throws InterruptedException {
    wait(20);
  }

  /** Gives the watcher time to do something that it must not do. */
  synchronized void stayQuiet() throws InterruptedException {
    int before = lines.size();
    wait(QUIET_MILLIS);
    if (lines.size() != before) {
      throw new AssertionError("not quiet: " + lines.subList(before, lines.size()));
    }
  }

  /** Gives the watcher time to do something; what it tells meanwhile does not matter. */
  synchronized void awaitQuiet() throws InterruptedException {
    long deadline = System.currentTimeMillis() + QUIET_MILLIS;
    for (long left = QUIET_MILLIS; left > 0; left = deadline - System.currentTimeMillis()) {
      wait(left);
    }
  }

  private synchronized void waitUntil(long deadline, String complaint) throws InterruptedException {
    long left = deadline - System.currentTimeMillis();
    if (left <= 0) {
      throw new AssertionError(complaint);
    }
    wait(left);
  }
}
