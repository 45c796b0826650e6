// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.sender;

import dev.rivulet.rsync.wire.MessageCode;
import dev.rivulet.rsync.wire.MessageSink;
import dev.rivulet.rsync.wire.ReadAhead;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Delivers what a peer says at its place between the requests, although the requests are read ahead
 * of the work on them; so that a listener hears of things in the order in which they happened.
 *
 * <p>Messages come from the reading thread and are delivered by the working one when it gets there,
 * or by the reading one while the other waits. Too many of them are delivered early.
 */
public final class OrderedMessages implements MessageSink {
  private static final int MOST_KEPT = 1000;

  /** A message, and the number of data bytes in front of it. */
  private record Kept(long position, MessageCode code, byte[] payload) {}

  private final MessageSink sink;
  private final Deque<Kept> kept = new ArrayDeque<>();
  private ReadAhead ahead;
  private long taken;
  private boolean workerWaits;

  public OrderedMessages(MessageSink sink) {
    this.sink = sink;
  }

  public synchronized void attach(ReadAhead reader) {
    ahead = reader;
  }

  @Override
  public synchronized void message(MessageCode code, byte[] payload) throws IOException {
    if (code == MessageCode.ERROR_EXIT) {
      deliverAll();
      sink.message(code, payload);
      return;
    }
    long position = ahead == null ? 0 : taken + ahead.available();
    kept.add(new Kept(position, code, payload));
    boolean due = workerWaits && ahead.available() == 0;
    if (due || kept.size() > MOST_KEPT) {
      deliverAll();
    }
  }

  /**
   * Takes bytes to work on, of which there are some, or the end; all that were taken before have
   * been worked on.
   */
  synchronized int take(byte[] buffer, int offset, int length) throws IOException {
    workerWaits = false;
    reached(0);
    int count = ahead.read(buffer, offset, length);
    taken += Math.max(0, count);
    return count;
  }

  /** The worker has worked on all it took but for {@code unread} bytes. */
  synchronized void reached(int unread) throws IOException {
    while (!kept.isEmpty() && kept.peek().position() <= taken - unread) {
      deliver(kept.poll());
    }
  }

  /** The worker has nothing to work on. */
  synchronized void workerWaits() throws IOException {
    workerWaits = true;
    if (ahead.available() == 0) {
      deliverAll();
    }
  }

  public synchronized void deliverAll() throws IOException {
    for (Kept next = kept.poll(); next != null; next = kept.poll()) {
      deliver(next);
    }
  }

  private void deliver(Kept message) throws IOException {
    sink.message(message.code(), message.payload());
  }
}
