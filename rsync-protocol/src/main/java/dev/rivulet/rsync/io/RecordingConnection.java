// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Copies what passes over a connection to two other streams, for captures.
 *
 * <p>Bytes are copied after they were received or sent, on the thread that moved them. The copies
 * are neither flushed nor closed here; a copy that fails makes the connection fail.
 */
public final class RecordingConnection extends ForwardingConnection {
  /**
   * Records a connection, which this one owns from now on.
   *
   * @param received gets what the peer sends; used by the reading thread only
   * @param sent gets what the peer receives; used by the writing thread only
   */
  public RecordingConnection(Connection connection, OutputStream received, OutputStream sent) {
    super(
        connection,
        new RecordingInput(connection.input(), received),
        new RecordingOutput(connection.output(), sent));
  }

  private static final class RecordingInput extends FilterInputStream {
    private final OutputStream copy;

    RecordingInput(InputStream in, OutputStream copy) {
      super(in);
      this.copy = copy;
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      if (value >= 0) {
        copy.write(value);
      }
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = in.read(target, offset, length);
      if (count > 0) {
        copy.write(target, offset, count);
      }
      return count;
    }
  }

  private static final class RecordingOutput extends FilterOutputStream {
    private final OutputStream copy;

    RecordingOutput(OutputStream out, OutputStream copy) {
      super(out);
      this.copy = copy;
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      copy.write(value);
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      out.write(data, offset, length);
      copy.write(data, offset, length);
    }
  }
}
