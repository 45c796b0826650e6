// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.hook;

import dev.rivulet.watch.WatchListener;
import java.io.Closeable;
import java.io.IOException;

/**
 * Hears of the batches of a mirror.
 *
 * <p>Called by the worker of a target, so by several threads at once where a mirror has several
 * targets; the calls for one target come one after the other, {@code before} and {@code after} in
 * pairs. Only {@code before} may take time, because the transfer is to find what it has prepared;
 * {@code after} queues its work and returns. A hook that fails tells the listener; it never makes a
 * transfer fail.
 */
public interface BatchHook extends Closeable {

  /**
   * Called once by each watcher that uses the hook, before the first batch.
   *
   * @param listener is told of failures
   */
  default void start(WatchListener listener) {}

  /** A batch is about to be sent; {@link BatchNotice#result} is null. */
  default void before(BatchNotice batch) throws InterruptedException {}

  /** A batch was sent, completely or not; called for every {@link #before}, whatever happened. */
  default void after(BatchNotice batch) {}

  /** Waits for work that is under way, within its own time limit, and gives up what is queued. */
  @Override
  default void close() throws IOException {}
}
