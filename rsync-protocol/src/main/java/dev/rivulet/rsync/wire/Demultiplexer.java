// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import dev.rivulet.rsync.ProtocolException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * The data stream inside a multiplexed connection; every other frame goes to a {@link MessageSink}.
 *
 * <p>Performs no buffering of its own: a read returns at most what is left of the current data
 * frame, and a message is delivered when the reader has consumed all data in front of it. The end
 * of the connection between two frames is the end of the stream; inside a frame it is an error.
 * Owned by one thread.
 */
public final class Demultiplexer extends InputStream implements CountingStream {
  /** Tags that rsync's own processes use among themselves and that no network peer may send. */
  private static final int FIRST_INTERNAL_TAG = 5;

  private static final int LAST_INTERNAL_TAG = 10;

  private final WireInput in;
  private final MessageSink sink;
  private final byte[] single = new byte[1];
  private int remaining;

  public Demultiplexer(WireInput in, MessageSink sink) {
    this.in = in;
    this.sink = sink;
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  /**
   * {@inheritDoc}
   *
   * @throws ProtocolException (exit code 12) for a frame no peer may send
   */
  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (length == 0) {
      return 0;
    }
    while (remaining == 0) {
      int first = in.readByteOrEnd();
      if (first < 0) {
        return -1;
      }
      openFrame(first);
    }
    int taken = in.readSome(buffer, offset, Math.min(length, remaining));
    remaining -= taken;
    return taken;
  }

  /** What is left of the current data frame and already read from the connection. */
  @Override
  public int available() {
    return Math.min(remaining, in.buffered());
  }

  @Override
  public long received() {
    return in.count();
  }

  private void openFrame(int first) throws IOException {
    int length = first | in.readShort() << 8;
    int tag = in.readByte() - Multiplexer.TAG_BASE;
    if (tag == MessageCode.DATA.tag()) {
      remaining = length;
      return;
    }
    if (tag >= FIRST_INTERNAL_TAG && tag <= LAST_INTERNAL_TAG) {
      throw invalidMessage(tag, length);
    }
    deliver(MessageCode.of(tag), length);
  }

  private void deliver(MessageCode code, int length) throws IOException {
    if (!code.allows(length)) {
      throw code.hasVariableLength()
          ? ProtocolException.stream("multiplexing overflow " + code.tag() + ":" + length)
          : invalidMessage(code.tag(), length);
    }
    sink.message(code, in.readBytes(length));
  }

  private static ProtocolException invalidMessage(int tag, int length) {
    return ProtocolException.stream("invalid multi-message " + tag + ":" + length);
  }
}
