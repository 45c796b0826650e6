// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.delta;

import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.store.SourceFile;
import java.io.IOException;
import java.util.Arrays;

/**
 * The part of a basis file that blocks are taken from, in one array.
 *
 * <p>Blocks asked for in order are read many at a time. Where the basis ends early (it may have
 * changed since its sums were made) the blocks go on with zeros, and the whole-file sum tells.
 * Owned by one thread; reused for one file after another.
 */
final class BasisWindow {
  private static final int SIZE = 1 << 18;
  private static final int SIZE_OUT_OF_ORDER = 1 << 14;

  private SourceFile basis = SourceFile.NONE;
  private SumHead head = SumHead.WHOLE_FILE;
  private byte[] data = new byte[0];
  private int first;
  private int behind;

  /** Turns to the blocks of another basis. */
  void open(SumHead head, SourceFile basis) {
    this.basis = basis;
    this.head = head;
    first = 0;
    behind = 0;
  }

  boolean holds(int block) {
    return block >= first && block < behind;
  }

  /**
   * Reads {@code block}, and some that follow if it is the one behind those held.
   *
   * @throws ProtocolException for a block, such as old protocols allow, that is longer than the
   *     window and than the basis itself: nothing would justify the memory
   */
  void load(int block) throws IOException {
    int wanted = block == behind ? SIZE : SIZE_OUT_OF_ORDER;
    int blocks = Math.min(Math.max(1, wanted / head.blockLength()), head.count() - block);
    int last = block + blocks - 1;
    int length = (int) (head.offsetOf(last) - head.offsetOf(block)) + head.lengthOf(last);
    if (length > SIZE && length > basis.attributes().size()) {
      throw new ProtocolException("Invalid block length " + head.blockLength() + " [receiver]");
    }
    if (data.length < length) {
      data = new byte[Math.max(length, SIZE)];
    }
    int taken = Math.max(0, basis.read(head.offsetOf(block), data, 0, length));
    Arrays.fill(data, taken, length, (byte) 0);
    first = block;
    behind = block + blocks;
  }

  byte[] data() {
    return data;
  }

  /** Where in {@link #data} a block that is held starts. */
  int offsetOf(int block) {
    return (block - first) * head.blockLength();
  }
}
