// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.delta;

import dev.rivulet.rsync.checksum.RollingChecksum;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds the blocks that have a given weak sum.
 *
 * <p>Three stages, each asked only by what passes the one before: the direct-index filter of {@link
 * RollingChecksum#advance}; a Bloom filter over the whole weak sum, which keeps large tables out of
 * the cache's way; an open-addressed table of the first block of every sum. Blocks with equal sums
 * are chained in ascending order.
 *
 * <p>Only blocks of full length are in it. Reused for one file after another by one thread; about
 * 20 bytes per block.
 */
final class BlockIndex {
  /** No block, as an answer. */
  static final int NOT_FOUND = -1;

  private static final int SMALLEST = 1 << 6;
  private static final int LARGEST_FILTER = 1 << 16;
  private static final int LARGEST_BLOOM = 1 << 17;

  /** Blocks per word of the Bloom filter: 16 bits for each. */
  private static final int BLOCKS_PER_WORD = 4;

  /** Secret, so that a peer cannot choose sums that all want the same place. */
  private final int multiplier = ThreadLocalRandom.current().nextInt() | 1;

  private BlockSums sums = BlockSums.NONE;

  /** Chosen by the weighted half of a weak sum; see {@link RollingChecksum#advance}. */
  private long[] filter = new long[SMALLEST];

  private long[] bloom = new long[SMALLEST];
  private int bloomShift;
  private int placeShift;

  /** The first block of a sum, plus one; 0 for a free place. */
  private int[] places = new int[SMALLEST];

  /** For each block the next one with the same sum, plus one; 0 for none. */
  private int[] following = new int[SMALLEST];

  /** Forgets the blocks before and takes those of {@code sums}. */
  void fill(BlockSums sums) {
    this.sums = sums;
    int count = sums.head().count();
    filter = cleared(filter, Math.min(LARGEST_FILTER, powerOfTwo(4L * count)));
    bloom = cleared(bloom, Math.min(LARGEST_BLOOM, powerOfTwo(count / BLOCKS_PER_WORD)));
    bloomShift = Integer.numberOfLeadingZeros(bloom.length) + 1;
    places = cleared(places, powerOfTwo(count + count / 2L));
    placeShift = Integer.numberOfLeadingZeros(places.length) + 1;
    following = following.length < count ? new int[count] : following;
    for (int block = count - 1; block >= 0; block--) {
      if (sums.head().lengthOf(block) == sums.head().blockLength()) {
        add(block);
      }
    }
  }

  private static int powerOfTwo(long atLeast) {
    long power = Math.max(SMALLEST, Long.highestOneBit(Math.max(1, 2 * atLeast - 1)));
    return (int) Math.min(power, 1 << 30);
  }

  private static long[] cleared(long[] array, int length) {
    if (array.length != length) {
      return new long[length];
    }
    Arrays.fill(array, 0);
    return array;
  }

  private static int[] cleared(int[] array, int length) {
    if (array.length != length) {
      return new int[length];
    }
    Arrays.fill(array, 0);
    return array;
  }

  private void add(int block) {
    int weak = sums.weak(block);
    RollingChecksum.addTo(filter, weak);
    int hash = hash(weak);
    bloom[hash >>> bloomShift] |= bloomBits(hash);
    int place = placeOf(weak, hash);
    following[block] = places[place];
    places[place] = block + 1;
  }

  /** For {@link RollingChecksum#advance}. */
  long[] filter() {
    return filter;
  }

  /** The first block whose weak sum is {@code weak}, or {@link #NOT_FOUND}. */
  int first(int weak) {
    int hash = hash(weak);
    long bits = bloomBits(hash);
    return (bloom[hash >>> bloomShift] & bits) == bits
        ? places[placeOf(weak, hash)] - 1
        : NOT_FOUND;
  }

  /** The next block with the weak sum of {@code block}, or {@link #NOT_FOUND}. */
  int next(int block) {
    return following[block] - 1;
  }

  private int hash(int weak) {
    return weak * multiplier;
  }

  /** Two bits in a word, chosen by parts of the hash that do not choose the word. */
  private static long bloomBits(int hash) {
    return 1L << (hash >>> 6) | 1L << (hash >>> 11);
  }

  /** The place of a weak sum in the table: its own, or the free one where it would be. */
  private int placeOf(int weak, int hash) {
    int mask = places.length - 1;
    int place = hash >>> placeShift;
    while (places[place] != 0 && sums.weak(places[place] - 1) != weak) {
      place = place + 1 & mask;
    }
    return place;
  }
}
