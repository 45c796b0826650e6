// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import dev.rivulet.rsync.wire.MessageCode;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the receiver has to say to the generator, and through it to the peer.
 *
 * <p>The receiver puts notes in and never waits: if it could be made to wait for the generator, and
 * the generator for a peer that waits for the receiver, all would wait for ever. The length is
 * limited by the files in flight. One thread puts, one takes.
 */
final class Outbox implements MessageRoute {
  private final Deque<Note> notes = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();

  void put(Note note) {
    lock.lock();
    try {
      notes.add(note);
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void send(MessageCode code, byte[] payload) {
    put(new Note.Message(code, payload));
  }

  /** The next note, or null. */
  Note poll() {
    lock.lock();
    try {
      return notes.poll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a note.
   *
   * @return the note, or null if the time was over first
   */
  Note await(long nanos) throws InterruptedIOException {
    lock.lock();
    try {
      long left = nanos;
      while (notes.isEmpty() && left > 0) {
        left = arrived.awaitNanos(left);
      }
      return notes.poll();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(
          "interrupted while waiting at most %d ms"
              .formatted(TimeUnit.NANOSECONDS.toMillis(nanos)));
    } finally {
      lock.unlock();
    }
  }
}
