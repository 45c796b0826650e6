// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.batch;

import java.io.IOException;
import java.io.InputStream;

/** Puts the frames around recorded data that it had on its way. Owned by one thread. */
final class FramedInput extends InputStream {
  private static final int HEADER = 4;
  private static final byte DATA_TAG = 7;
  private static final int LONGEST = 1 << 15;

  private final InputStream in;
  private final byte[] frame = new byte[HEADER + LONGEST];
  private int position;
  private int end;

  FramedInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    return fill() ? frame[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, end - position);
    System.arraycopy(frame, position, target, offset, count);
    position += count;
    return count;
  }

  private boolean fill() throws IOException {
    if (position < end) {
      return true;
    }
    int count = in.read(frame, HEADER, LONGEST);
    if (count <= 0) {
      return false;
    }
    frame[0] = (byte) count;
    frame[1] = (byte) (count >> 8);
    frame[2] = (byte) (count >> 16);
    frame[3] = DATA_TAG;
    position = 0;
    end = HEADER + count;
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
