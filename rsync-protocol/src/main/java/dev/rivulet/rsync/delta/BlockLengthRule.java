// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.delta;

/**
 * Chooses how a basis is cut into blocks: about the square root of its length, so that the cost of
 * the sums and the cost of a changed byte grow alike.
 *
 * <p>The rule is rsync's, to the byte; a peer would accept any other.
 */
final class BlockLengthRule {
  private static final int SHORTEST = 700;
  private static final int LONGEST = 1 << 17;
  private static final int LONGEST_OLD = 1 << 29;
  private static final int PROTOCOL_SHORTER_BLOCKS = 30;

  /** Bits of a strong sum for one byte of basis; two more for each doubling of it. */
  private static final int BIAS_BITS = 10;

  private static final int WEAK_BITS = 32;
  private static final int SHORTEST_STRONG = 2;
  private static final int LONGEST_STRONG = 16;

  private BlockLengthRule() {}

  static int blockLength(long basisLength, int protocol) {
    if (basisLength <= (long) SHORTEST * SHORTEST) {
      return SHORTEST;
    }
    int longest = protocol < PROTOCOL_SHORTER_BLOCKS ? LONGEST_OLD : LONGEST;
    long highestBitOfRoot = 1L << (log2(basisLength) / 2);
    return highestBitOfRoot >= longest
        ? longest
        : Math.max(SHORTEST, rootToMultipleOfEight(basisLength, (int) highestBitOfRoot));
  }

  /** The root rounded down, found bit by bit from {@code highestBit} to 8. */
  private static int rootToMultipleOfEight(long square, int highestBit) {
    int root = 0;
    for (int bit = highestBit; bit >= 8; bit >>= 1) {
      int tried = root | bit;
      if ((long) tried * tried <= square) {
        root = tried;
      }
    }
    return root;
  }

  /**
   * Bytes of a strong sum that make a false match unlikely: enough for every pair of a block and an
   * offset, less what the weak sum tells apart.
   */
  static int strongLength(long basisLength, int blockLength, int digestLength) {
    int bits = BIAS_BITS + 2 * log2(basisLength) - log2(blockLength);
    int bytes = (Math.max(0, bits) + 1 - WEAK_BITS + 7) / 8;
    return Math.max(SHORTEST_STRONG, Math.min(bytes, longestStrong(digestLength)));
  }

  static int longestStrong(int digestLength) {
    return Math.min(LONGEST_STRONG, digestLength);
  }

  private static int log2(long value) {
    return value == 0 ? 0 : Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
  }
}
