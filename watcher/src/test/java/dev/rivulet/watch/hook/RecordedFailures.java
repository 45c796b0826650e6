// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.hook;

import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.WatchListener;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A listener that keeps the failures of hooks. */
final class RecordedFailures implements WatchListener {
  private final BlockingQueue<WatchEvent.HookFailed> failures = new LinkedBlockingQueue<>();

  @Override
  public void on(WatchEvent event) {
    failures.add((WatchEvent.HookFailed) event);
  }

  /** The next failure, waited for. */
  WatchEvent.HookFailed next() throws InterruptedException {
    WatchEvent.HookFailed failure = failures.poll(30, TimeUnit.SECONDS);
    if (failure == null) {
      throw new AssertionError("no failure was told");
    }
    return failure;
  }

  boolean isEmpty() {
    return failures.isEmpty();
  }
}
