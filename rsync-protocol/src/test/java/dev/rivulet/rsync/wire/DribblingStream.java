// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;

/** Delivers given bytes in random small pieces, as a network may. */
final class DribblingStream extends InputStream {
  private static final int LARGEST_PIECE = 9;

  private final byte[] bytes;
  private final Random random;
  private int position;

  DribblingStream(byte[] bytes, Random random) {
    this.bytes = bytes;
    this.random = random;
  }

  @Override
  public int read() {
    return position < bytes.length ? bytes[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (position == bytes.length) {
      return -1;
    }
    int piece = Math.min(length, 1 + random.nextInt(LARGEST_PIECE));
    byte[] copy = Arrays.copyOfRange(bytes, position, Math.min(bytes.length, position + piece));
    System.arraycopy(copy, 0, target, offset, copy.length);
    position += copy.length;
    return copy.length;
  }
}
