// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import dev.rivulet.rsync.io.Connection;
import dev.rivulet.rsync.io.ForwardingConnection;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;

/**
 * A connection with the faults of real ones: short reads, short writes, delays, an early end, a
 * reset in the middle. Bytes are counted per direction from 0.
 */
public final class FaultyConnection extends ForwardingConnection {

  /**
   * What goes wrong.
   *
   * @param largestRead bytes one read delivers at most
   * @param largestWrite bytes handed on by one write at most; the rest follows in further writes
   * @param endAt the input ends in front of this byte
   * @param resetReadAt the input fails in front of this byte
   * @param resetWriteAt the output fails in front of this byte
   * @param delay is run before every read and every write
   */
  public record Faults(
      int largestRead,
      int largestWrite,
      long endAt,
      long resetReadAt,
      long resetWriteAt,
      Runnable delay) {
    /** Nothing goes wrong. */
    public static final Faults NONE =
        new Faults(
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            () -> {});

    /** Reads and writes move at most {@code bytes} at once. */
    public Faults split(int bytes) {
      return new Faults(bytes, bytes, endAt, resetReadAt, resetWriteAt, delay);
    }

    /** The peer seems to have ended after it sent {@code bytes}. */
    public Faults truncate(long bytes) {
      return new Faults(largestRead, largestWrite, bytes, resetReadAt, resetWriteAt, delay);
    }

    /** The connection breaks after {@code bytes} were received. */
    public Faults resetReads(long bytes) {
      return new Faults(largestRead, largestWrite, endAt, bytes, resetWriteAt, delay);
    }

    /** The connection breaks after {@code bytes} were sent. */
    public Faults resetWrites(long bytes) {
      return new Faults(largestRead, largestWrite, endAt, resetReadAt, bytes, delay);
    }

    /** Something happens before every read and write, such as a clock moving on. */
    public Faults delay(Runnable action) {
      return new Faults(largestRead, largestWrite, endAt, resetReadAt, resetWriteAt, action);
    }
  }

  /** Adds faults to a sound connection. */
  public FaultyConnection(Connection connection, Faults faults) {
    super(connection, new Input(connection, faults), new Output(connection, faults));
  }

  /** A connection that is reset is gone in both directions. */
  private static IOException broken(Connection connection) throws IOException {
    connection.close();
    return new IOException("Connection reset by peer");
  }

  private static final class Input extends FilterInputStream {
    private final Connection connection;
    private final Faults faults;
    private long count;

    Input(Connection connection, Faults faults) {
      super(connection.input());
      this.connection = connection;
      this.faults = faults;
    }

    @Override
    public int read() throws IOException {
      byte[] single = new byte[1];
      return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      faults.delay.run();
      if (count >= faults.endAt) {
        return -1;
      }
      if (count >= faults.resetReadAt) {
        throw broken(connection);
      }
      long sound = Math.min(faults.endAt, faults.resetReadAt) - count;
      int wanted = (int) Math.min(Math.min(length, faults.largestRead), sound);
      int taken = in.read(target, offset, wanted);
      count += Math.max(0, taken);
      return taken;
    }
  }

  private static final class Output extends FilterOutputStream {
    private final Connection connection;
    private final Faults faults;
    private long count;

    Output(Connection connection, Faults faults) {
      super(connection.output());
      this.connection = connection;
      this.faults = faults;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      for (int done = 0; done < length; ) {
        faults.delay.run();
        if (count >= faults.resetWriteAt) {
          throw broken(connection);
        }
        int piece =
            (int)
                Math.min(Math.min(length - done, faults.largestWrite), faults.resetWriteAt - count);
        out.write(data, offset + done, piece);
        count += piece;
        done += piece;
      }
    }
  }
}
