// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;

/** A blocking channel as a stream that sends every write at once. Owned by one thread. */
class ChannelOutput extends OutputStream {
  private final WritableByteChannel channel;
  private final byte[] single = new byte[1];
  private ByteBuffer view = ByteBuffer.wrap(single);

  ChannelOutput(WritableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public void write(int value) throws IOException {
    single[0] = (byte) value;
    write(single, 0, 1);
  }

  @Override
  public void write(byte[] data, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, data.length);
    if (view.array() != data) {
      view = ByteBuffer.wrap(data);
    }
    int end = offset + length;
    int position = offset;
    try {
      while (position < end) {
        int run = Math.min(end - position, ChannelInput.LARGEST_RUN);
        view.limit(position + run).position(position);
        position += write(channel, view);
      }
    } catch (IOException e) {
      throw TransportErrors.writeError(e);
    }
  }

  /** One write that blocks until at least a byte is gone. */
  int write(WritableByteChannel to, ByteBuffer data) throws IOException {
    return to.write(data);
  }
}
