// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/**
 * A connection that a {@link Watchdog} closes when neither a read nor a write succeeds in time.
 *
 * <p>After that every operation fails with exit code 30 and rsync's text, so that the session needs
 * no knowledge of the watchdog to report the right reason.
 */
public final class WatchedConnection implements Connection {
  /** Bytes per second; a peer that takes fewer may be mistaken for a dead one. */
  private static final int SLOWEST_PEER = 4096;

  private final Connection connection;
  private final Watchdog watchdog;
  private final InputStream input;
  private final OutputStream output;
  private volatile int timeoutSeconds;
  private volatile long lastActivity;
  private volatile boolean expired;

  WatchedConnection(Connection connection, Watchdog watchdog, int timeoutSeconds) {
    this.connection = connection;
    this.watchdog = watchdog;
    this.timeoutSeconds = timeoutSeconds;
    this.lastActivity = watchdog.nanoTime();
    this.input = new WatchedInput(connection.input());
    this.output = new WatchedOutput(connection.output());
  }

  @Override
  public int timeoutSeconds() {
    return timeoutSeconds;
  }

  @Override
  public void setTimeoutSeconds(int seconds) {
    timeoutSeconds = seconds;
    watchdog.deadlineIn(nanosLeft());
  }

  /** Whether the watchdog has closed the connection. */
  public boolean isExpired() {
    return expired;
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public void shutdownOutput() throws IOException {
    connection.shutdownOutput();
  }

  @Override
  public String peer() {
    return connection.peer();
  }

  @Override
  public void close() throws IOException {
    watchdog.forget(this);
    connection.close();
  }

  long nanosLeft() {
    int seconds = timeoutSeconds;
    return seconds == 0
        ? Long.MAX_VALUE
        : TimeUnit.SECONDS.toNanos(seconds) - (watchdog.nanoTime() - lastActivity);
  }

  void expire() throws IOException {
    expired = true;
    connection.close();
  }

  private void active() {
    lastActivity = watchdog.nanoTime();
  }

  /** The reason to report for a failure: the timeout where that was the cause. */
  private IOException explained(IOException failure) {
    return expired ? timedOut(failure) : failure;
  }

  private RsyncException timedOut(IOException cause) {
    return new RsyncException(
        ExitCode.TIMEOUT, "io timeout after " + timeoutSeconds + " seconds -- exiting", cause);
  }

  private final class WatchedInput extends FilterInputStream {
    WatchedInput(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      try {
        return noted(in.read());
      } catch (IOException e) {
        throw explained(e);
      }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return noted(in.read(target, offset, length));
      } catch (IOException e) {
        throw explained(e);
      }
    }

    private int noted(int result) throws IOException {
      if (result < 0 && expired) {
        throw new IOException("end of a connection that was closed");
      }
      active();
      return result;
    }
  }

  private final class WatchedOutput extends FilterOutputStream {
    WatchedOutput(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      try {
        out.write(value);
      } catch (IOException e) {
        throw explained(e);
      }
      active();
    }

    /** Progress inside one long write is not visible, so a slow peer gets several short ones. */
    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      int largest = largestWrite();
      for (int done = 0; done < length; ) {
        int piece = Math.min(largest, length - done);
        try {
          out.write(data, offset + done, piece);
        } catch (IOException e) {
          throw explained(e);
        }
        active();
        done += piece;
      }
    }

    private int largestWrite() {
      int seconds = timeoutSeconds;
      return seconds == 0 || seconds > Integer.MAX_VALUE / SLOWEST_PEER
          ? Integer.MAX_VALUE
          : seconds * SLOWEST_PEER;
    }
  }
}
