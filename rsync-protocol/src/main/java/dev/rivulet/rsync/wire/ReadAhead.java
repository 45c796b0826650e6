// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import dev.rivulet.rsync.io.BytePipe;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ThreadFactory;

/**
 * Keeps taking what the peer sends, into a bounded buffer, while the thread that works on it is
 * blocked elsewhere.
 *
 * <p>A sender needs it: while its write blocks, requests and messages of the peer must still be
 * taken, or both ends end up waiting for each other. One small thread reads the {@link
 * Demultiplexer}, whose {@link MessageSink} is therefore called on that thread and must be safe for
 * it; one other thread reads this stream. Data, then the end or the failure of the connection
 * arrive in order. Once the buffer is full the thread waits, which slows the peer down and nobody
 * else.
 *
 * <p>The thread ends with the connection. {@link #close} only tells it that nobody is interested
 * any more; a read it is blocked in ends when the connection is closed.
 */
public final class ReadAhead extends InputStream implements CountingStream {
  /** More than all requests of a directory with their sums, less than a nuisance. */
  public static final int DEFAULT_CAPACITY = 1 << 18;

  private final Demultiplexer in;
  private final BytePipe pipe;
  private final InputStream source;

  private ReadAhead(Demultiplexer in, int capacity) {
    this.in = in;
    this.pipe = new BytePipe(capacity);
    this.source = pipe.source();
  }

  /**
   * Starts the reading thread.
   *
   * @param in from now on owned by the new thread
   * @param capacity bytes held at most, rounded up to a power of two
   * @param threads makes and names the thread
   */
  public static ReadAhead start(Demultiplexer in, int capacity, ThreadFactory threads) {
    ReadAhead ahead = new ReadAhead(in, capacity);
    threads.newThread(ahead::pump).start();
    return ahead;
  }

  /**
   * Waits until a read would not wait: for data, the end or a failure.
   *
   * @param nanos how long to wait at most
   * @return false when the time was over first, for example time for a keep-alive
   */
  public boolean await(long nanos) throws InterruptedIOException {
    return pipe.await(nanos);
  }

  @Override
  public int read() throws IOException {
    return source.read();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    return source.read(buffer, offset, length);
  }

  @Override
  public int available() {
    return pipe.available();
  }

  @Override
  public long received() {
    return in.received();
  }

  /** Stops taking data; the buffered part is dropped. */
  @Override
  public void close() {
    pipe.abandon();
  }

  private void pump() {
    try {
      while (pipe.fill(in) >= 0) {
        // Everything happens in the condition: one read, into the buffer.
      }
      pipe.finish();
    } catch (IOException e) {
      pipe.fail(e);
    } catch (RuntimeException e) {
      pipe.fail(new IOException("a message could not be handled", e));
    } catch (Error e) {
      pipe.fail(new IOException("the reading thread broke down", e));
      throw e;
    }
  }
}
