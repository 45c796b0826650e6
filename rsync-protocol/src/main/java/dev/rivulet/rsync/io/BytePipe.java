// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded pipe in memory between two threads: one writes, one reads.
 *
 * <p>Bytes are copied outside the lock, a whole run at a time; the lock only moves the two
 * positions. The bytes, then the end or the failure of the writer arrive in this order. Either side
 * may be ended from any thread. An interrupt while waiting is an {@link InterruptedIOException}
 * that leaves the thread interrupted.
 */
public final class BytePipe {
  private final byte[] ring;
  private final int mask;
  private final InputStream source = new Source();
  private final OutputStream sink = new Sink();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition readable = lock.newCondition();
  private final Condition writable = lock.newCondition();

  // Guarded by the lock; the reader alone moves "read", the writer alone moves "written".
  private long read;
  private long written;
  private boolean finished;
  private IOException failure;
  private boolean abandoned;

  /**
   * A pipe that holds at least {@code capacity} bytes.
   *
   * @param capacity 1 to 2^30
   */
  public BytePipe(int capacity) {
    if (capacity < 1 || capacity > 1 << 30) {
      throw new IllegalArgumentException("pipe of " + capacity + " bytes");
    }
    ring = new byte[Math.max(1, Integer.highestOneBit(capacity - 1) << 1)];
    mask = ring.length - 1;
  }

  /** The reader's end; closing it makes the writer fail. */
  public InputStream source() {
    return source;
  }

  /** The writer's end; closing it ends the stream. */
  public OutputStream sink() {
    return sink;
  }

  /** How many bytes the pipe can hold. */
  public int capacity() {
    return ring.length;
  }

  /** Bytes that can be read without waiting. */
  public int available() {
    lock.lock();
    try {
      return (int) (written - read);
    } finally {
      lock.unlock();
    }
  }

  /** Ends the stream behind what has been written. */
  public void finish() {
    end(null);
  }

  /** Lets the reader fail with {@code cause} behind what has been written. */
  public void fail(IOException cause) {
    end(Objects.requireNonNull(cause));
  }

  private void end(IOException cause) {
    lock.lock();
    try {
      if (!finished) {
        finished = true;
        failure = cause;
      }
      readable.signalAll();
      writable.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Tells the writer that nobody reads any more: what it writes from now on fails. */
  public void abandon() {
    lock.lock();
    try {
      abandoned = true;
      readable.signalAll();
      writable.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until a read would not wait: for a byte, the end or a failure.
   *
   * @param nanos how long to wait at most
   * @return false when the time was over first
   */
  public boolean await(long nanos) throws InterruptedIOException {
    lock.lock();
    try {
      long left = nanos;
      while (written == read && !finished && !abandoned) {
        if (left <= 0) {
          return false;
        }
        left = readable.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      throw interrupted();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Moves what one read of {@code in} delivers, waiting for room first. For the writer's thread.
   *
   * @return how many bytes, or -1 at the end of {@code in}
   */
  public int fill(InputStream in) throws IOException {
    int room = awaitRoom();
    int at = (int) written & mask;
    int count = in.read(ring, at, Math.min(room, ring.length - at));
    if (count > 0) {
      advanceWritten(count);
    }
    return count;
  }

  private void write(byte[] data, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int at = (int) written & mask;
      int run = Math.min(Math.min(awaitRoom(), length - done), ring.length - at);
      System.arraycopy(data, offset + done, ring, at, run);
      advanceWritten(run);
      done += run;
    }
  }

  private int read(byte[] target, int offset, int length) throws IOException {
    int at = (int) read & mask;
    int stock = awaitBytes();
    if (stock < 0) {
      return -1;
    }
    int count = Math.min(length, stock);
    int run = Math.min(count, ring.length - at);
    System.arraycopy(ring, at, target, offset, run);
    System.arraycopy(ring, 0, target, offset + run, count - run);
    advanceRead(count);
    return count;
  }

  private int awaitRoom() throws IOException {
    lock.lock();
    try {
      while (written - read == ring.length && !abandoned && !finished) {
        writable.await();
      }
      if (abandoned || finished) {
        throw new IOException(abandoned ? "Broken pipe" : "Pipe closed");
      }
      return ring.length - (int) (written - read);
    } catch (InterruptedException e) {
      throw interrupted();
    } finally {
      lock.unlock();
    }
  }

  private int awaitBytes() throws IOException {
    lock.lock();
    try {
      while (written == read && !finished && !abandoned) {
        readable.await();
      }
      if (abandoned) {
        throw new IOException("Pipe closed");
      }
      if (written != read) {
        return (int) (written - read);
      }
      if (failure != null) {
        throw failure;
      }
      return -1;
    } catch (InterruptedException e) {
      throw interrupted();
    } finally {
      lock.unlock();
    }
  }

  private void advanceWritten(int count) {
    lock.lock();
    try {
      written += count;
      readable.signal();
    } finally {
      lock.unlock();
    }
  }

  private void advanceRead(int count) {
    lock.lock();
    try {
      read += count;
      writable.signal();
    } finally {
      lock.unlock();
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while waiting for a pipe");
  }

  private final class Source extends InputStream {
    private final byte[] single = new byte[1];

    @Override
    public int read() throws IOException {
      return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, target.length);
      return length == 0 ? 0 : BytePipe.this.read(target, offset, length);
    }

    @Override
    public int available() {
      return BytePipe.this.available();
    }

    @Override
    public void close() {
      abandon();
    }
  }

  private final class Sink extends OutputStream {
    private final byte[] single = new byte[1];

    @Override
    public void write(int value) throws IOException {
      single[0] = (byte) value;
      write(single, 0, 1);
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, data.length);
      BytePipe.this.write(data, offset, length);
    }

    @Override
    public void close() {
      finish();
    }
  }
}
