// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.delta;

import dev.rivulet.rsync.checksum.RollingChecksum;
import dev.rivulet.rsync.checksum.StrongChecksum;
import java.util.BitSet;

/**
 * Decides which block of the basis, if any, the source has at some position.
 *
 * <p>Of several equal blocks the one behind the previous match is taken, since runs of blocks are
 * cheap to send and to copy. Owned by one thread; reused for one file after another.
 */
final class BlockMatcher {
  static final int NO_BLOCK = -1;

  /**
   * Blocks of one weak sum that are compared at one position. Sums may be chosen by the peer; a
   * basis whose blocks all have the same one must not cost its length at every position.
   */
  static final int MAX_CANDIDATES = 1024;

  private final StrongChecksum strong;
  private final BlockIndex index = new BlockIndex();
  private final byte[] digest = new byte[StrongChecksum.MAX_LENGTH];

  private BlockSums sums = BlockSums.NONE;
  private boolean updatingBasis;

  /** Blocks found at their own place: those the receiver overwrites with themselves. */
  private final BitSet unchanged = new BitSet();

  private int expected;
  private long hits;
  private long falseAlarms;
  private long comparisons;

  BlockMatcher(StrongChecksum strong) {
    this.strong = strong;
  }

  /**
   * Takes the blocks of another basis.
   *
   * @param updatingBasis whether the receiver overwrites the basis up to the position of a match
   *     before it reads the block
   */
  void start(BlockSums sums, boolean updatingBasis) {
    this.sums = sums;
    this.updatingBasis = updatingBasis;
    index.fill(sums);
    unchanged.clear();
    expected = 0;
    hits = 0;
    falseAlarms = 0;
    comparisons = 0;
  }

  /** For {@link RollingChecksum#advance}: passes the weak sums of all blocks of full length. */
  long[] filter() {
    return index.filter();
  }

  /**
   * The block of full length that {@code data} has at {@code offset}.
   *
   * @param weak the weak sum of these bytes
   * @param position where they are in the source
   * @return its number, or {@link #NO_BLOCK}
   */
  int find(int weak, byte[] data, int offset, long position) {
    int first = index.first(weak);
    if (first == BlockIndex.NOT_FOUND) {
      return NO_BLOCK;
    }
    hits++;
    int length = sums.head().blockLength();
    strong.update(data, offset, length);
    strong.digest(digest, 0);
    int block = choose(weak, first, position);
    if (block == NO_BLOCK) {
      falseAlarms++;
    } else {
      accept(block, position);
    }
    return block;
  }

  private int choose(int weak, int first, long position) {
    int inPlace = updatingBasis ? blockAt(position) : NO_BLOCK;
    if (isMatch(inPlace, weak, position)) {
      return inPlace;
    }
    if (isMatch(expected, weak, position)) {
      return expected;
    }
    int block = first;
    for (int tried = 0; tried < MAX_CANDIDATES && block != BlockIndex.NOT_FOUND; tried++) {
      if (isMatch(block, weak, position)) {
        return block;
      }
      block = index.next(block);
    }
    return NO_BLOCK;
  }

  /** The block whose place in the basis is {@code position}, if one starts there. */
  private int blockAt(long position) {
    int length = sums.head().blockLength();
    return position % length == 0 && position / length < sums.head().count()
        ? (int) (position / length)
        : NO_BLOCK;
  }

  private boolean isMatch(int block, int weak, long position) {
    if (block < 0
        || block >= sums.head().count()
        || sums.weak(block) != weak
        || sums.head().lengthOf(block) != sums.head().blockLength()
        || !isUsable(block, position)) {
      return false;
    }
    comparisons++;
    return sums.matches(block, digest);
  }

  /** Whether the receiver still has the block when its output has come to {@code position}. */
  private boolean isUsable(int block, long position) {
    return !updatingBasis || sums.head().offsetOf(block) >= position || unchanged.get(block);
  }

  private void accept(int block, long position) {
    expected = block + 1;
    if (updatingBasis && sums.head().offsetOf(block) == position) {
      unchanged.set(block);
    }
  }

  /** Whether the last block, if it is shorter than the others, is at {@code offset}. */
  boolean isLastBlock(byte[] data, int offset, long position) {
    int last = sums.head().count() - 1;
    int length = sums.head().lengthOf(last);
    if (!isUsable(last, position) || sums.weak(last) != RollingChecksum.of(data, offset, length)) {
      return false;
    }
    hits++;
    comparisons++;
    strong.update(data, offset, length);
    strong.digest(digest, 0);
    boolean matches = sums.matches(last, digest);
    falseAlarms += matches ? 0 : 1;
    return matches;
  }

  /** Positions whose weak sum was that of a block. */
  long hits() {
    return hits;
  }

  /** Hits where no strong sum was right. */
  long falseAlarms() {
    return falseAlarms;
  }

  /** Strong sums compared. */
  long comparisons() {
    return comparisons;
  }
}
