// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.EventCalls;
import dev.rivulet.rsync.store.system.Posix;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A queue of events of the kernel, and a way to wake who waits for them. One thread reads; {@link
 * #wake} may be called by any.
 */
final class EventQueue implements Closeable {
  private static final int BUFFER = 1 << 20;
  private static final byte[] ONE = {1, 0, 0, 0, 0, 0, 0, 0};

  private final int queue;
  private final int waker;

  /** Whether the reader waits; what it has read before is handled. */
  private volatile boolean resting;

  private final byte[] buffer = new byte[BUFFER];

  /**
   * @param queue the handle to read events from, owned from now on
   */
  EventQueue(int queue) throws StoreException {
    this.queue = queue;
    try {
      this.waker = EventCalls.eventfd();
    } catch (StoreException e) {
      Posix.close(queue);
      throw e;
    }
  }

  int handle() {
    return queue;
  }

  /** Waits until there is something to read or a wake-up; false after {@code timeoutMillis}. */
  boolean awaitReadable(long timeoutMillis) throws StoreException {
    return EventCalls.poll(timeoutMillis, queue, waker) != 0;
  }

  /** Waits for events: those of one read in native byte order, none after a wake-up. */
  ByteBuffer read() throws StoreException {
    resting = true;
    int ready = EventCalls.poll(-1, queue, waker);
    resting = false;
    int length = (ready & 1) == 0 ? 0 : Posix.read(queue, buffer, 0, buffer.length);
    return ByteBuffer.wrap(buffer, 0, Math.max(0, length)).order(ByteOrder.nativeOrder());
  }

  /**
   * Whether the reader has come back for more after everything that was in the queue before the
   * call. It takes events out only when it is not resting, so an empty queue comes first.
   */
  boolean isDrained() throws StoreException {
    return EventCalls.poll(0, queue) == 0 && resting;
  }

  /** Makes a waiting read return, now and ever after. */
  void wake() throws StoreException {
    Posix.write(waker, ONE, 0, ONE.length);
  }

  @Override
  public void close() throws StoreException {
    Posix.close(queue);
    Posix.close(waker);
  }
}
