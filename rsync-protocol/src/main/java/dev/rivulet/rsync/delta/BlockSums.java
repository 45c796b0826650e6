// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.delta;

import dev.rivulet.rsync.checksum.StrongChecksum;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;

/** The weak and strong sums of the blocks of one basis file, in flat arrays. */
public final class BlockSums {

  private BlockSums(SumHead head) {
    throw new UnsupportedOperationException("skeleton");
  }

  /**
   * Chooses block and strong-sum lengths for a basis (block length rule of rsync).
   *
   * @param basisLength bytes of the basis file
   * @param forcedBlockLength value of --block-size, or 0
   * @param digestLength length of the transfer checksum
   * @param redo whether this is the second attempt, with full-length sums
   */
  public static SumHead headFor(
      long basisLength, int forcedBlockLength, int protocol, int digestLength, boolean redo) {
    throw new UnsupportedOperationException("skeleton");
  }

  /**
   * Computes the sums of {@code basis} and writes them as they are made; the head has been written.
   */
  public static void send(
      SumHead head, SourceFile basis, StrongChecksum strong, WireOutput out) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /**
   * Reads the sums that follow {@code head}; memory grows with the bytes that arrive, never ahead.
   */
  public static BlockSums read(SumHead head, WireInput in) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  public SumHead head() {
    throw new UnsupportedOperationException("skeleton");
  }
}
