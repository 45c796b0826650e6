// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import java.io.IOException;

/** Writes file indexes; the counterpart of {@link IndexDecoder}. One instance per direction. */
public final class IndexEncoder {
  static final int FIRST_DIFFERENTIAL_PROTOCOL = 30;

  static final int DONE_MARK = 0x00;
  static final int NEGATIVE_MARK = 0xff;

  /** Two or four bytes follow instead of the difference itself. */
  static final int WIDE_MARK = 0xfe;

  /** In the byte after {@link #WIDE_MARK}: the index itself follows, not a difference. */
  static final int ABSOLUTE_BIT = 0x80;

  private static final int LARGEST_NARROW_DIFFERENCE = 253;
  private static final int LARGEST_WIDE_DIFFERENCE = 0x7fff;

  private final WireOutput out;
  private final boolean differential;
  private int previousPositive = -1;
  private int previousNegative = 1;

  public IndexEncoder(WireOutput out, int protocol) {
    this.out = out;
    this.differential = protocol >= FIRST_DIFFERENTIAL_PROTOCOL;
  }

  /** Writes an index of a file or one of {@link IndexCode}. */
  public void write(int index) throws IOException {
    if (!differential) {
      out.writeInt(index);
    } else if (index == IndexCode.DONE) {
      out.writeByte(DONE_MARK);
    } else if (index < 0) {
      out.writeByte(NEGATIVE_MARK);
      writeMagnitude(-index, previousNegative);
      previousNegative = -index;
    } else {
      writeMagnitude(index, previousPositive);
      previousPositive = index;
    }
  }

  private void writeMagnitude(int magnitude, int previous) throws IOException {
    int difference = magnitude - previous;
    if (difference >= 1 && difference <= LARGEST_NARROW_DIFFERENCE) {
      out.writeByte(difference);
      return;
    }
    out.writeByte(WIDE_MARK);
    if (difference >= 0 && difference <= LARGEST_WIDE_DIFFERENCE) {
      out.writeByte(difference >> 8);
      out.writeByte(difference);
      return;
    }
    out.writeByte(ABSOLUTE_BIT | magnitude >> 24);
    out.writeByte(magnitude);
    out.writeShort(magnitude >> 8);
  }
}
