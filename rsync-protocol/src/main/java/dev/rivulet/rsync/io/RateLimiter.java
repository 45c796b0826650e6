// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps the average rate of what an end writes below a limit, as {@code --bwlimit} asks (rsync(1)).
 *
 * <p>The average counts, not the moment: after each piece the writer sleeps until the time the
 * piece takes at the limit has passed, but time saved while idle is not made up for. Owned by the
 * writing thread.
 */
public final class RateLimiter {

  /** Lets the thread wait. */
  @FunctionalInterface
  public interface Sleeper {
    void sleep(long nanos) throws InterruptedException;
  }

  /** A piece takes this part of a second at the limit, so that the flow does not stutter. */
  private static final int PIECES_PER_SECOND = 8;

  private static final int SMALLEST_PIECE = 512;

  /** Shorter waits are saved up: the system's timer is no finer. */
  private static final long SHORTEST_SLEEP_NANOS = 10_000_000;

  private final long bytesPerSecond;
  private final LongSupplier nanoTime;
  private final Sleeper sleeper;

  /** The moment at which everything written so far is within the limit. */
  private long paidAt;

  /**
   * A limit on the system's clock.
   *
   * @param kibibytesPerSecond at least 1
   */
  public RateLimiter(int kibibytesPerSecond) {
    this(kibibytesPerSecond, System::nanoTime, TimeUnit.NANOSECONDS::sleep);
  }

  /** A limit on any clock. */
  public RateLimiter(int kibibytesPerSecond, LongSupplier nanoTime, Sleeper sleeper) {
    if (kibibytesPerSecond < 1) {
      throw new IllegalArgumentException("rate of " + kibibytesPerSecond + " KiB/s");
    }
    this.bytesPerSecond = kibibytesPerSecond * 1024L;
    this.nanoTime = nanoTime;
    this.sleeper = sleeper;
    this.paidAt = nanoTime.getAsLong();
  }

  /**
   * The same connection with its output limited. A connection that is both limited and watched is
   * watched inside: {@code limiter.limit(watchdog.watch(connection, seconds))}, because a piece of
   * what is written is a sign of life.
   */
  public Connection limit(Connection connection) {
    return new LimitedConnection(connection, new LimitedOutput(connection.output()));
  }

  /** How many bytes should be written at once at most. */
  int pieceLength() {
    return (int) Math.max(SMALLEST_PIECE, Math.min(1 << 20, bytesPerSecond / PIECES_PER_SECOND));
  }

  /** Accounts for bytes just written and waits as long as the limit asks. */
  void written(int bytes) throws InterruptedIOException {
    long now = nanoTime.getAsLong();
    if (paidAt - now < 0) {
      paidAt = now;
    }
    paidAt += bytes * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
    long ahead = paidAt - now;
    if (ahead < SHORTEST_SLEEP_NANOS) {
      return;
    }
    try {
      sleeper.sleep(ahead);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while keeping a rate limit");
    }
  }

  private final class LimitedOutput extends FilterOutputStream {
    LimitedOutput(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      written(1);
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      for (int done = 0; done < length; ) {
        int piece = Math.min(pieceLength(), length - done);
        out.write(data, offset + done, piece);
        written(piece);
        done += piece;
      }
    }
  }

  private static final class LimitedConnection extends ForwardingConnection {
    LimitedConnection(Connection connection, OutputStream output) {
      super(connection, connection.input(), output);
    }
  }
}
