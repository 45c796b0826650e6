// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.checksum.RollingChecksum;
import dev.rivulet.rsync.checksum.StrongChecksum;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockSumsTest {

  /** Heads seen from rsync 3.5.0. */
  @ParameterizedTest
  @CsvSource({
    "1,             28, 700,    2, 1,     1",
    "1,             32, 700,    2, 1,     1",
    "699,           32, 700,    2, 699,   1",
    "700,           32, 700,    2, 0,     1",
    "701,           32, 700,    2, 1,     2",
    "490000,        32, 700,    2, 0,     700",
    "490001,        32, 700,    2, 1,     701",
    "500000,        32, 704,    2, 160,   711",
    "524288,        32, 720,    2, 128,   729",
    "1048576,       32, 1024,   2, 0,     1024",
    "1500000,       32, 1224,   2, 600,   1226",
    "3000000,       32, 1728,   2, 192,   1737",
    "10000000,      32, 3160,   2, 1760,  3165",
    "16777216,      32, 4096,   2, 0,     4096",
    "100000000,     32, 10000,  3, 0,     10000",
    "1073741824,    32, 32768,  3, 0,     32768",
    "2147483653,    31, 46336,  4, 41733, 46346",
    "10000000000,   31, 100000, 4, 0,     100000",
    "17179869184,   31, 131072, 4, 0,     131072",
    "17179869185,   31, 131072, 4, 1,     131073",
    "68719489081,   29, 262144, 5, 12345, 262145",
    "68719489081,   30, 131072, 5, 12345, 524289",
    "1099511627776, 31, 131072, 6, 0,     8388608",
  })
  void cutsABasisAsRsyncDoes(
      long length, int protocol, int blockLength, int strongLength, int remainder, int count) {
    SumHead head = BlockSums.headFor(length, 0, protocol, 16, false);

    assertThat(head).isEqualTo(new SumHead(count, blockLength, strongLength, remainder));
    assertThat(head.basisLength()).isEqualTo(length);
  }

  @Test
  void takesTheBlockLengthItIsTold() {
    assertThat(BlockSums.headFor(100_000_000, 700, 32, 16, false))
        .isEqualTo(new SumHead(142_858, 700, 3, 100));
  }

  @ParameterizedTest
  @CsvSource({"16, 16", "20, 16", "8, 8", "1, 1"})
  void usesTheWholeDigestInASecondAttempt(int digestLength, int strongLength) {
    assertThat(BlockSums.headFor(1_000_000, 0, 32, digestLength, true).strongLength())
        .isEqualTo(strongLength);
  }

  @Test
  void neverUsesMoreThanTheDigestHas() {
    assertThat(BlockSums.headFor(1L << 47, 1 << 17, 32, 4, false).strongLength()).isEqualTo(4);
  }

  @Test
  void asksForTheWholeFileWhereBlocksCannotBeCounted() {
    assertThat(BlockSums.headFor(1L << 60, 1 << 17, 32, 8, false)).isEqualTo(SumHead.WHOLE_FILE);
    assertThat(BlockSums.headFor(Long.MAX_VALUE, 0, 32, 8, false)).isEqualTo(SumHead.WHOLE_FILE);
  }

  @Test
  void asksForTheWholeFileWhereThereIsNothing() {
    assertThat(BlockSums.headFor(0, 0, 32, 16, false)).isEqualTo(SumHead.WHOLE_FILE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 699, 700, 701, 262_144, 1_000_000})
  void bringsTheSumsOfABasisOver(int length) throws IOException {
    byte[] content = random(length, length);
    SumHead head = BlockSums.headFor(length, 0, 32, 16, false);
    byte[] wire = sent(head, new MemoryFile(content));
    assertThat(wire).hasSize(head.count() * (4 + head.strongLength()));

    BlockSums sums = BlockSums.read(head, wire(wire), 1 << 30);

    assertThat(sums.head()).isEqualTo(head);
    for (int block = 0; block < head.count(); block++) {
      int offset = (int) head.offsetOf(block);
      int blockLength = head.lengthOf(block);
      assertThat(sums.weak(block)).isEqualTo(RollingChecksum.of(content, offset, blockLength));
      assertThat(sums.matches(block, digest(content, offset, blockLength))).isTrue();
      assertThat(sums.matches(block, digest(content, offset, blockLength - 1))).isFalse();
    }
  }

  @Test
  void readsABasisInLargePieces() throws IOException {
    MemoryFile basis = new MemoryFile(random(3, 4_000_000));
    sent(BlockSums.headFor(4_000_000, 700, 32, 16, false), basis);
    assertThat(basis.reads()).isLessThan(20);
  }

  @Test
  void sendsAsManySumsAsItHasAnnouncedForABasisThatShrank() throws IOException {
    SumHead head = new SumHead(10, 700, 2, 0);
    assertThat(sent(head, new MemoryFile(random(4, 1_500)))).hasSize(60);
    assertThat(sent(head, SourceFile.NONE)).hasSize(60);
  }

  @Test
  void allocatesNoMoreThanArrives() {
    SumHead head = new SumHead(50_000_000, 700, 16, 0);
    InputStream nothing = InputStream.nullInputStream();
    long before = allocatedBytes();
    assertThatThrownBy(() -> BlockSums.read(head, new WireInput(nothing), 1 << 30))
        .isInstanceOf(ProtocolException.class)
        .hasMessageStartingWith("connection unexpectedly closed");
    assertThat(allocatedBytes() - before).isLessThan(4_000_000);
  }

  @Test
  void refusesSumsBeyondTheMemoryLimit() {
    SumHead head = new SumHead(Integer.MAX_VALUE, 700, 2, 0);
    assertThatThrownBy(() -> BlockSums.read(head, wire(new byte[100]), 1 << 30))
        .isInstanceOfSatisfying(
            ProtocolException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.MALLOC))
        .hasMessage("exceeded --max-alloc=1073741824 setting");
  }

  @Test
  void takesSumsUpToALimitOfTheUser() {
    SumHead head = new SumHead(100, 700, 2, 0);
    assertThatThrownBy(() -> BlockSums.read(head, wire(new byte[600]), 599))
        .hasMessage("exceeded --max-alloc=599 setting");
    assertThatCode(() -> BlockSums.read(head, wire(new byte[600]), 600)).doesNotThrowAnyException();
  }

  @Test
  void noticesSumsCutAnywhere() throws IOException {
    SumHead head = new SumHead(9, 100, 5, 50);
    byte[] wire = sent(head, new MemoryFile(random(5, 850)));
    for (int length = 0; length < wire.length; length++) {
      WireInput in = wire(Arrays.copyOf(wire, length));
      assertThatThrownBy(() -> BlockSums.read(head, in, 1 << 30))
          .isInstanceOf(ProtocolException.class);
    }
  }

  private static long allocatedBytes() {
    return ((com.sun.management.ThreadMXBean)
            java.lang.management.ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  private static byte[] sent(SumHead head, SourceFile basis) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WireOutput out = new WireOutput(bytes);
    BlockSums.send(head, basis, strong(), out);
    out.flush();
    return bytes.toByteArray();
  }

  private static byte[] digest(byte[] data, int offset, int length) {
    byte[] digest = new byte[16];
    StrongChecksum strong = strong();
    strong.update(data, offset, length);
    strong.digest(digest, 0);
    return digest;
  }

  private static StrongChecksum strong() {
    return ChecksumAlgorithm.XXH128.forBlocks(77, true);
  }

  private static WireInput wire(byte[] bytes) {
    return new WireInput(new ByteArrayInputStream(bytes));
  }

  private static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
