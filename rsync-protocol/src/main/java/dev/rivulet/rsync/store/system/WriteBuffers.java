// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;

/** Native memory for files being written, a few pieces kept for the next; for several threads. */
public final class WriteBuffers {

  /** Of one buffer, in bytes. */
  public static final int CAPACITY = 256 << 10;

  public static final WriteBuffers OF_PROCESS = new WriteBuffers();

  private static final int KEPT = 8;

  /**
   * One piece.
   *
   * @param bytes to put into
   * @param address to write from
   */
  public record Buffer(ByteBuffer bytes, long address) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Buffer> free = new ArrayDeque<>(KEPT);

  private WriteBuffers() {}

  public Buffer borrow() {
    lock.lock();
    try {
      Buffer buffer = free.poll();
      if (buffer != null) {
        return buffer;
      }
    } finally {
      lock.unlock();
    }
    ByteBuffer bytes = Scratch.allocate(CAPACITY);
    return new Buffer(bytes, Scratch.addressOf(bytes));
  }

  public void giveBack(Buffer buffer) {
    lock.lock();
    try {
      if (free.size() < KEPT) {
        free.push(buffer);
      }
    } finally {
      lock.unlock();
    }
  }
}
