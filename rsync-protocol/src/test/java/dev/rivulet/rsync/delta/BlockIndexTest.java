// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.checksum.RollingChecksum;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockIndexTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 63, 64, 65, 1000, 30_000, 400_000})
  void findsEveryBlock(int count) throws IOException {
    Random random = new Random(count);
    int[] weak = random.ints(count).toArray();
    BlockIndex index = new BlockIndex();
    index.fill(sums(weak, 0));

    for (int block = 0; block < count; block++) {
      boolean found = chain(index, weak[block]).contains(block);
      assertThat(found && passes(index.filter(), weak[block])).isTrue();
    }
  }

  @Test
  void doesNotFindWhatIsNotThere() throws IOException {
    Random random = new Random(6);
    BlockIndex index = new BlockIndex();
    index.fill(sums(random.ints(10_000, 0, 1 << 30).toArray(), 0));

    for (int i = 0; i < 100_000; i++) {
      int absent = random.nextInt() | 1 << 31;
      assertThat(index.first(absent)).isEqualTo(BlockIndex.NOT_FOUND);
    }
  }

  @Test
  void chainsBlocksWithEqualSumsInOrder() throws IOException {
    BlockIndex index = new BlockIndex();
    index.fill(sums(new int[] {7, 9, 7, 0, 7}, 0));
    assertThat(chain(index, 7)).containsExactly(0, 2, 4);
    assertThat(chain(index, 9)).containsExactly(1);
    assertThat(chain(index, 0)).containsExactly(3);
  }

  @Test
  void leavesTheShorterLastBlockOut() throws IOException {
    BlockIndex index = new BlockIndex();
    index.fill(sums(new int[] {7, 9, 11}, 5));
    assertThat(chain(index, 9)).containsExactly(1);
    assertThat(chain(index, 11)).isEmpty();
  }

  @Test
  void forgetsTheBlocksOfTheFileBefore() throws IOException {
    BlockIndex index = new BlockIndex();
    index.fill(sums(new Random(8).ints(5_000).toArray(), 0));
    index.fill(sums(new int[] {7, 7}, 0));
    assertThat(chain(index, 7)).containsExactly(0, 1);
    int[] before = new Random(8).ints(5_000).toArray();
    for (int weak : before) {
      assertThat(chain(index, weak)).isEmpty();
    }
  }

  @Test
  void passesLittleOfRandomData() throws IOException {
    Random random = new Random(9);
    BlockIndex index = new BlockIndex();
    index.fill(sums(random.ints(20_000).toArray(), 0));
    int passed = 0;
    for (int i = 0; i < 1_000_000; i++) {
      passed += passes(index.filter(), random.nextInt()) ? 1 : 0;
    }
    assertThat(passed).isLessThan(20_000);
  }

  @Test
  void isNotSlowedDownBySumsThatDifferOnlyInHighBits() throws IOException {
    int[] weak = new int[1 << 16];
    for (int i = 0; i < weak.length; i++) {
      weak[i] = i << 16;
    }
    BlockIndex index = new BlockIndex();
    index.fill(sums(weak, 0));
    for (int block = 0; block < weak.length; block += 997) {
      assertThat(chain(index, weak[block])).containsExactly(block);
    }
  }

  /** The filter's definition, in the words of {@link RollingChecksum#advance}. */
  private static boolean passes(long[] filter, int weak) {
    int plain = weak & 0xffff;
    int weighted = weak >>> 16;
    return (filter[weighted % filter.length] & 1L << plain % 64) != 0;
  }

  private static List<Integer> chain(BlockIndex index, int weak) {
    List<Integer> blocks = new ArrayList<>();
    for (int block = index.first(weak); block != BlockIndex.NOT_FOUND; block = index.next(block)) {
      blocks.add(block);
    }
    return blocks;
  }

  /** Sums of blocks with these weak sums and no strong ones. */
  private static BlockSums sums(int[] weak, int remainder) throws IOException {
    return sums(weak, new SumHead(weak.length, 700, 0, remainder));
  }

  /** Sums of blocks with these weak sums, and strong ones of bytes that no digest has. */
  static BlockSums sumsWithStrong(int[] weak, int strongLength) throws IOException {
    return sums(weak, new SumHead(weak.length, 700, strongLength, 0));
  }

  private static BlockSums sums(int[] weak, SumHead head) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WireOutput out = new WireOutput(bytes);
    for (int sum : weak) {
      out.writeInt(sum);
      out.writeBytes(new byte[head.strongLength()]);
    }
    out.flush();
    return BlockSums.read(
        head, new WireInput(new ByteArrayInputStream(bytes.toByteArray())), 1 << 30);
  }
}
