// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.dialogue;

import dev.rivulet.rsync.engine.transfer.MessageRoute;
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
public final class Outbox implements MessageRoute {
  private static final long LULL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final Deque<Note> notes = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition idle = lock.newCondition();
  private boolean generatorWaits;
  private long lastSignalNanos = System.nanoTime();

  public void put(Note note) {
    lock.lock();
    try {
      notes.add(note);
      signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Leaves a note that need not be read at once, because another one is sure to follow: the
   * generator is woken at most every {@link #LULL_NANOS}, not for every small file.
   */
  public void putForLater(Note note) {
    lock.lock();
    try {
      notes.add(note);
      if (System.nanoTime() - lastSignalNanos >= LULL_NANOS) {
        signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Wakes the generator for notes left for later. */
  public void wake() {
    lock.lock();
    try {
      if (!notes.isEmpty()) {
        signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void signal() {
    lastSignalNanos = System.nanoTime();
    arrived.signal();
  }

  @Override
  public void send(MessageCode code, byte[] payload) {
    put(new Note.Message(code, payload));
  }

  /** Waits until the generator has read all notes and waits for more. */
  public void awaitIdle() throws InterruptedIOException {
    lock.lock();
    try {
      arrived.signal();
      while (!notes.isEmpty() || !generatorWaits) {
        idle.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the generator was busy");
    } finally {
      lock.unlock();
    }
  }

  /** The next note, or null. */
  public Note poll() {
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
  public Note await(long nanos) throws InterruptedIOException {
    lock.lock();
    try {
      long left = nanos;
      generatorWaits = true;
      idle.signalAll();
      while (notes.isEmpty() && left > 0) {
        left = arrived.awaitNanos(left);
      }
      generatorWaits = false;
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
