// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import dev.rivulet.rsync.ProtocolException;
import java.io.IOException;

/**
 * Reads file indexes as they appear between requests and replies.
 *
 * <p>Since protocol 30 an index is sent as the difference to the previous one of the same sign;
 * before that it is a plain 32-bit integer. One instance serves one direction of one session.
 */
public final class IndexDecoder {
  private final WireInput in;
  private final boolean differential;
  private int previousPositive = -1;
  private int previousNegative = 1;

  public IndexDecoder(WireInput in, int protocol) {
    this.in = in;
    this.differential = protocol >= IndexEncoder.FIRST_DIFFERENTIAL_PROTOCOL;
  }

  /**
   * The next index, or one of {@link IndexCode}.
   *
   * @throws ProtocolException (exit code 2) for a difference that leads out of the range
   */
  public int read() throws IOException {
    if (!differential) {
      return in.readInt();
    }
    int first = in.readByte();
    if (first == IndexEncoder.DONE_MARK) {
      return IndexCode.DONE;
    }
    if (first == IndexEncoder.NEGATIVE_MARK) {
      previousNegative = checked(readMagnitude(in.readByte(), previousNegative), 1);
      return -previousNegative;
    }
    previousPositive = checked(readMagnitude(first, previousPositive), 0);
    return previousPositive;
  }

  private long readMagnitude(int first, long previous) throws IOException {
    if (first != IndexEncoder.WIDE_MARK) {
      return previous + first;
    }
    int high = in.readByte();
    if ((high & IndexEncoder.ABSOLUTE_BIT) == 0) {
      return previous + (high << 8 | in.readByte());
    }
    int low = in.readByte();
    return (high & ~IndexEncoder.ABSOLUTE_BIT) << 24 | in.readShort() << 8 | low;
  }

  private static int checked(long magnitude, int least) throws ProtocolException {
    if (magnitude < least || magnitude > Integer.MAX_VALUE) {
      throw new ProtocolException("Invalid file index: " + magnitude);
    }
    return (int) magnitude;
  }
}
