// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/** Lets the first SIGINT or SIGTERM end the counting, and still print what was counted. */
final class SignalEnd {
  private final CountDownLatch done = new CountDownLatch(1);

  /** From now on a signal wakes the stream. */
  void wakes(EventStream events) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(events), "rivulet-end"));
  }

  /** All is printed. */
  void done() {
    done.countDown();
  }

  private void end(EventStream events) {
    if (done.getCount() == 0) {
      return;
    }
    try {
      events.wake();
      done.await();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(0);
  }
}
