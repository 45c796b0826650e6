// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.batch;

import dev.rivulet.rsync.handshake.SessionParameters;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Records a transfer, so that it can be repeated elsewhere (rsync(1), --write-batch): what the
 * sender says, without frames, from the file list to the goodbye.
 *
 * <p>Used by the client's end, for one transfer; owned by the thread that reads or writes the
 * sender's data.
 */
public final class BatchWriter {
  static final int FIRST_PROTOCOL_WITH_COMPAT_FLAGS = 30;

  private final OutputStream file;
  private boolean begun;

  /** Writes to a file, which the caller closes. */
  public BatchWriter(OutputStream file) {
    this.file = file;
  }

  /** Writes what has to be known before the data. */
  public void header(TransferOptions options, SessionParameters parameters) throws IOException {
    WireOutput out = new WireOutput(file);
    int protocol = parameters.protocol();
    out.writeInt(StreamFlag.bits(options));
    out.writeInt(protocol);
    if (protocol >= FIRST_PROTOCOL_WITH_COMPAT_FLAGS) {
      out.writeVarint(parameters.compat().bits());
    }
    out.writeInt(parameters.seed());
    out.flush();
  }

  /** What is said from now on belongs to the recording. */
  public void begin() {
    begun = true;
  }

  /** A stream that records what a sending end writes to another one. */
  public OutputStream copyOf(OutputStream out) {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] data, int offset, int length) throws IOException {
        out.write(data, offset, length);
        record(data, offset, length);
      }

      @Override
      public void flush() throws IOException {
        out.flush();
      }
    };
  }

  /** The same for an end that has no frames. */
  public WireOutput copyOf(WireOutput out) {
    return new WireOutput(
        copyOf(
            new OutputStream() {
              @Override
              public void write(int value) throws IOException {
                out.writeByte(value);
              }

              @Override
              public void write(byte[] data, int offset, int length) throws IOException {
                out.writeBytes(data, offset, length);
              }

              @Override
              public void flush() throws IOException {
                out.flush();
              }
            }));
  }

  /** A stream that records what a receiving end reads from another one. */
  public InputStream copyOf(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        if (count > 0) {
          record(target, offset, count);
        }
        return count;
      }
    };
  }

  /**
   * For what only the file gets: data with {@code --only-write-batch}, and what a server that sends
   * would say at the end.
   */
  public WireOutput data() {
    return new WireOutput(file);
  }

  private void record(byte[] data, int offset, int length) throws IOException {
    if (begun) {
      file.write(data, offset, length);
    }
  }
}
