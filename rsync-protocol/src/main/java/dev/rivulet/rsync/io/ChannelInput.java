// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Objects;

/**
 * A blocking channel as a stream without a buffer of its own.
 *
 * <p>Owned by one thread. A read moves at most {@link #LARGEST_RUN} bytes, because the runtime
 * keeps a native buffer per thread as large as the largest read it has seen.
 */
class ChannelInput extends InputStream {
  /** Bytes moved by one system call at most. */
  static final int LARGEST_RUN = 1 << 17;

  private final ReadableByteChannel channel;
  private final byte[] single = new byte[1];
  private ByteBuffer view = ByteBuffer.wrap(single);

  ChannelInput(ReadableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (view.array() != target) {
      view = ByteBuffer.wrap(target);
    }
    view.limit(offset + Math.min(length, LARGEST_RUN)).position(offset);
    try {
      return read(channel, view);
    } catch (IOException e) {
      throw TransportErrors.readError(e);
    }
  }

  /** One read that blocks until there is a byte or the end. */
  int read(ReadableByteChannel from, ByteBuffer target) throws IOException {
    return from.read(target);
  }
}
