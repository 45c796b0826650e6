// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.delta;

import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireLimits;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;

/**
 * How a basis file is cut into blocks.
 *
 * @param count blocks, 0 for a whole-file request
 * @param blockLength bytes of every block but perhaps the last
 * @param strongLength bytes of each strong sum
 * @param remainder bytes of the last block if it is shorter, else 0
 */
public record SumHead(int count, int blockLength, int strongLength, int remainder) {

  /** Bytes of a head on the wire. */
  public static final int LENGTH = 16;

  private static final int WEAK_SUM_LENGTH = 4;

  /** No basis: the sender sends everything. */
  public static final SumHead WHOLE_FILE = new SumHead(0, 0, 0, 0);

  /** Bytes of this head and the sums of all its blocks on the wire. */
  public long bytesOnWire() {
    return LENGTH + (long) count * (WEAK_SUM_LENGTH + strongLength);
  }

  /** Length in bytes of block {@code index}. */
  public int lengthOf(int index) {
    return index == count - 1 && remainder != 0 ? remainder : blockLength;
  }

  /** Position of block {@code index} in the basis. */
  public long offsetOf(int index) {
    return (long) index * blockLength;
  }

  /** Length of the basis the head describes. */
  public long basisLength() {
    return (long) count * blockLength - (remainder == 0 ? 0 : blockLength - remainder);
  }

  public void write(WireOutput out) throws IOException {
    out.writeInt(count);
    out.writeInt(blockLength);
    out.writeInt(strongLength);
    out.writeInt(remainder);
  }

  /**
   * Reads and validates a head (protocol 27 and later).
   *
   * @param digestLength length of the session's transfer checksum
   * @param role who reads, for the error message: sender or receiver
   * @throws ProtocolException for a value outside its limits
   */
  public static SumHead read(WireInput in, int protocol, int digestLength, String role)
      throws IOException {
    int count = in.readInt();
    if (count < 0) {
      throw new ProtocolException("Invalid checksum count " + count + " [" + role + "]");
    }
    int blockLength = in.readInt();
    int limit = protocol < 30 ? WireLimits.MAX_OLD_BLOCK_LENGTH : WireLimits.MAX_BLOCK_LENGTH;
    if (blockLength < 0 || blockLength > limit) {
      throw new ProtocolException("Invalid block length " + blockLength + " [" + role + "]");
    }
    if (count > 0 && blockLength == 0) {
      throw new ProtocolException("Invalid zero block length [" + role + "]");
    }
    int strongLength = in.readInt();
    if (strongLength < 0 || strongLength > digestLength) {
      throw new ProtocolException("Invalid checksum length " + strongLength + " [" + role + "]");
    }
    int remainder = in.readInt();
    if (remainder < 0 || remainder > blockLength) {
      throw new ProtocolException("Invalid remainder length " + remainder + " [" + role + "]");
    }
    return new SumHead(count, blockLength, strongLength, remainder);
  }
}
