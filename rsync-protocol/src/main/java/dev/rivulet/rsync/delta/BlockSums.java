// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.delta;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.checksum.RollingChecksum;
import dev.rivulet.rsync.checksum.StrongChecksum;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;
import java.util.Arrays;

/** The weak and strong sums of the blocks of one basis file, in flat arrays; immutable. */
public final class BlockSums {
  /** No basis: the sender sends everything. */
  public static final BlockSums NONE = new BlockSums(SumHead.WHOLE_FILE, new int[0], new byte[0]);

  private static final int READ_WINDOW = 1 << 18;

  /** Blocks there is room for before any have arrived. */
  private static final int INITIAL_BLOCKS = 1 << 12;

  private final SumHead head;
  private final int[] weak;
  private final byte[] strong;

  private BlockSums(SumHead head, int[] weak, byte[] strong) {
    this.head = head;
    this.weak = weak;
    this.strong = strong;
  }

  /** A basis of which only the size is known, as it is not to be searched (--append). */
  public static BlockSums without(SumHead head) {
    return new BlockSums(head, new int[0], new byte[0]);
  }

  /**
   * Chooses block and strong-sum lengths for a basis (block length rule of rsync).
   *
   * @param basisLength bytes of the basis file
   * @param forcedBlockLength value of --block-size, or 0
   * @param digestLength length of the transfer checksum
   * @param redo whether this is the second attempt, with full-length sums
   * @return the head; {@link SumHead#WHOLE_FILE} for an empty basis and for one with more blocks
   *     than can be counted
   */
  public static SumHead headFor(
      long basisLength, int forcedBlockLength, int protocol, int digestLength, boolean redo) {
    int blockLength =
        forcedBlockLength != 0
            ? forcedBlockLength
            : BlockLengthRule.blockLength(basisLength, protocol);
    long count = basisLength / blockLength + (basisLength % blockLength == 0 ? 0 : 1);
    if (count == 0 || count > Integer.MAX_VALUE) {
      return SumHead.WHOLE_FILE;
    }
    int strongLength =
        redo
            ? BlockLengthRule.longestStrong(digestLength)
            : BlockLengthRule.strongLength(basisLength, blockLength, digestLength);
    return new SumHead((int) count, blockLength, strongLength, (int) (basisLength % blockLength));
  }

  /**
   * Computes the sums of {@code basis} and writes them as they are made; the head has been written.
   *
   * <p>A basis that has become shorter, or that cannot be read to its end, is taken as continued by
   * zeros: the blocks then match nothing, or the whole-file sum tells.
   */
  public static void send(SumHead head, SourceFile basis, StrongChecksum strong, WireOutput out)
      throws IOException {
    byte[] window = new byte[windowSize(head)];
    byte[] digest = new byte[StrongChecksum.MAX_LENGTH];
    int blocksPerWindow = Math.max(1, window.length / Math.max(1, head.blockLength()));
    for (int first = 0; first < head.count(); first += blocksPerWindow) {
      int blocks = Math.min(blocksPerWindow, head.count() - first);
      readBlocks(head, basis, first, blocks, window);
      for (int block = first; block < first + blocks; block++) {
        int offset = (block - first) * head.blockLength();
        int length = head.lengthOf(block);
        out.writeInt(RollingChecksum.of(window, offset, length));
        strong.update(window, offset, length);
        strong.digest(digest, 0);
        out.writeBytes(digest, 0, head.strongLength());
      }
    }
  }

  /** Whole blocks, about as many as stay in the processor's cache. */
  private static int windowSize(SumHead head) {
    long wanted = Math.max(READ_WINDOW, head.blockLength());
    return (int) Math.min(wanted, Math.max(head.basisLength(), head.blockLength()));
  }

  private static void readBlocks(
      SumHead head, SourceFile basis, int first, int blocks, byte[] window) throws IOException {
    int last = first + blocks - 1;
    int length = (int) (head.offsetOf(last) - head.offsetOf(first)) + head.lengthOf(last);
    int taken = Math.max(0, basis.read(head.offsetOf(first), window, 0, length));
    Arrays.fill(window, taken, length, (byte) 0);
  }

  /**
   * Reads the sums that follow {@code head}; memory grows with the bytes that arrive, never ahead.
   *
   * @param most bytes that they may take together (--max-alloc)
   * @throws ProtocolException with {@link ExitCode#MALLOC} if they would take more
   */
  public static BlockSums read(SumHead head, WireInput in, long most) throws IOException {
    int count = head.count();
    int strongLength = head.strongLength();
    if ((long) count * (Integer.BYTES + strongLength) > most) {
      throw new ProtocolException(ExitCode.MALLOC, "exceeded --max-alloc=" + most + " setting");
    }
    int[] weak = new int[Math.min(count, INITIAL_BLOCKS)];
    byte[] strong = new byte[weak.length * strongLength];
    for (int block = 0; block < count; block++) {
      if (block == weak.length) {
        int room = (int) Math.min(count, 2L * block);
        weak = Arrays.copyOf(weak, room);
        strong = Arrays.copyOf(strong, room * strongLength);
      }
      weak[block] = in.readInt();
      in.readFully(strong, block * strongLength, strongLength);
    }
    return new BlockSums(head, weak, strong);
  }

  public SumHead head() {
    return head;
  }

  /** The weak sum of a block. */
  int weak(int block) {
    return weak[block];
  }

  /** Whether the strong sum of a block is the beginning of {@code digest}. */
  boolean matches(int block, byte[] digest) {
    int length = head.strongLength();
    int from = block * length;
    return Arrays.equals(strong, from, from + length, digest, 0, length);
  }
}
