// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.checksum.StrongChecksum;
import dev.rivulet.rsync.compress.CompressionMethod;
import dev.rivulet.rsync.compress.TokenCodecs;
import dev.rivulet.rsync.compress.TokenReader;
import dev.rivulet.rsync.compress.TokenWriter;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StagedFile;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link DeltaSearch} and {@link DeltaApply} together: sums, search, tokens, result. */
class DeltaTest {
  private static final int PROTOCOL = 32;
  private static final int SEED = 4711;
  private static final ChecksumAlgorithm SUM = ChecksumAlgorithm.XXH128;
  private static final DeltaSearch.ProgressSink UNHEARD = offset -> {};

  /** A transfer of one file with what it cost and what came out of it. */
  private record Outcome(
      DeltaSearch.Result sent, DeltaApply.Result received, MemoryFile target, int wireBytes) {

    boolean isVerified() {
      return Arrays.equals(sent.fileSum(), received.fileSum());
    }
  }

  static Stream<Arguments> seeds() {
    return LongStream.range(0, 40).mapToObj(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void rebuildsRandomlyEditedFiles(long seed) throws IOException {
    Random random = new Random(seed);
    byte[] basis = FileEdits.randomContent(random, random.nextInt(400_000));
    byte[] source = FileEdits.edited(random, basis, random.nextInt(12));
    int blockLength = random.nextBoolean() ? 0 : 1 + random.nextInt(5_000);
    CompressionMethod method =
        CompressionMethod.values()[random.nextInt(CompressionMethod.values().length)];

    Outcome outcome = transfer(head(basis, blockLength), basis, source, method, false);

    assertRebuilt(outcome, source);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void rebuildsRandomlyEditedFilesInPlace(long seed) throws IOException {
    Random random = new Random(seed);
    byte[] basis = FileEdits.randomContent(random, random.nextInt(400_000));
    byte[] source = FileEdits.edited(random, basis, random.nextInt(12));
    int blockLength = random.nextBoolean() ? 0 : 1 + random.nextInt(5_000);

    Outcome outcome =
        transfer(head(basis, blockLength), basis, source, CompressionMethod.ZLIB, true);

    assertRebuilt(outcome, source);
  }

  private static void assertRebuilt(Outcome outcome, byte[] source) {
    assertThat(Arrays.equals(outcome.target().bytes(), source)).isTrue();
    assertThat(outcome.isVerified()).isTrue();
    assertThat(outcome.sent().literalBytes()).isEqualTo(outcome.received().literalBytes());
    assertThat(outcome.sent().matchedBytes()).isEqualTo(outcome.received().matchedBytes());
    assertThat(outcome.sent().literalBytes() + outcome.sent().matchedBytes())
        .isEqualTo(source.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 699, 700, 701, 1400, 100_000, 700_001})
  void sendsNothingOfAFileThatIsTheSame(int length) throws IOException {
    byte[] content = random(length, length);
    Outcome outcome = transfer(content, content);
    assertThat(outcome.sent().literalBytes()).isZero();
    assertThat(outcome.sent().falseAlarms()).isZero();
    assertRebuilt(outcome, content);
  }

  @Test
  void sendsLittleMoreThanWhatWasInserted() throws IOException {
    byte[] basis = random(1, 1_000_000);
    byte[] source = FileEdits.insert(basis, 333_333, random(2, 500));
    Outcome outcome = transfer(basis, source);
    assertThat(outcome.sent().literalBytes())
        .isLessThanOrEqualTo(500 + head(basis, 0).blockLength());
    assertRebuilt(outcome, source);
  }

  @Test
  void findsTheLastShortBlockOnlyAtTheEnd() throws IOException {
    byte[] basis = random(3, 1_500);
    byte[] tail = Arrays.copyOfRange(basis, 1_400, 1_500);
    byte[] atTheEnd = FileEdits.insert(tail, 0, random(4, 55));
    byte[] before = FileEdits.insert(random(4, 55), 0, tail);

    assertThat(transfer(basis, atTheEnd).sent().matchedBytes()).isEqualTo(100);
    assertThat(transfer(basis, before).sent().matchedBytes()).isZero();
    assertRebuilt(transfer(basis, atTheEnd), atTheEnd);
  }

  @Test
  void preservesTheOrderOfRunsAmongEqualBlocks() throws IOException {
    byte[] block = random(5, 700);
    byte[] basis = new byte[700 * 100];
    for (int i = 0; i < 100; i++) {
      System.arraycopy(block, 0, basis, i * 700, 700);
    }
    Outcome outcome = transfer(head(basis, 0), basis, basis, CompressionMethod.ZSTD, false);
    assertThat(outcome.wireBytes()).as("one run").isEqualTo(4);
    assertRebuilt(outcome, basis);
  }

  @Test
  void sendsAnEmptySource() throws IOException {
    Outcome outcome = transfer(random(6, 5_000), new byte[0]);
    assertThat(outcome.wireBytes()).isEqualTo(4);
    assertRebuilt(outcome, new byte[0]);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 32_767, 32_768, 262_143, 262_144, 262_145, 1_000_000})
  void sendsAWholeFileWithoutABasis(int length) throws IOException {
    byte[] source = random(length, length);
    Outcome outcome =
        transfer(SumHead.WHOLE_FILE, new byte[0], source, CompressionMethod.NONE, false);
    assertThat(outcome.sent().literalBytes()).isEqualTo(length);
    assertRebuilt(outcome, source);
  }

  @Test
  void readsAWholeFileInLargePieces() throws IOException {
    MemoryFile source = new MemoryFile(random(7, 4_000_000));
    search().send(source, BlockSums.NONE, false, new RecordedTokens(), UNHEARD);
    assertThat(source.reads()).isLessThan(20);
  }

  @Test
  void sendsASourceThatHasBecomeShorterUpToItsEnd() throws IOException {
    byte[] content = random(8, 600_000);
    MemoryFile source = new MemoryFile(content, 900_000);
    for (BlockSums sums : List.of(BlockSums.NONE, sums(head(content, 0), content))) {
      RecordedTokens tokens = new RecordedTokens();
      DeltaSearch.Result result = search().send(source, sums, false, tokens, UNHEARD);
      assertThat(tokens.length()).isEqualTo(content.length);
      assertThat(result.fileSum()).isEqualTo(fileSum(content));
    }
  }

  @Test
  void sendsASourceThatHasGrownUpToTheLengthItHad() throws IOException {
    byte[] content = random(9, 600_000);
    MemoryFile source = new MemoryFile(content, 500_000);
    byte[] expected = Arrays.copyOf(content, 500_000);
    for (BlockSums sums : List.of(BlockSums.NONE, sums(head(content, 0), content))) {
      RecordedTokens tokens = new RecordedTokens();
      DeltaSearch.Result result = search().send(source, sums, false, tokens, UNHEARD);
      assertThat(tokens.length()).isEqualTo(expected.length);
      assertThat(result.fileSum()).isEqualTo(fileSum(expected));
    }
  }

  @Test
  void usesNoBlockThatTheReceiverHasOverwritten() throws IOException {
    byte[] basis = random(10, 700 * 40);
    byte[] source = FileEdits.swapHalves(basis);

    Outcome aside = transfer(head(basis, 0), basis, source, CompressionMethod.NONE, false);
    Outcome inPlace = transfer(head(basis, 0), basis, source, CompressionMethod.NONE, true);

    assertThat(aside.sent().literalBytes()).isZero();
    assertThat(inPlace.sent().literalBytes()).isEqualTo(basis.length / 2);
    assertRebuilt(inPlace, source);
  }

  @Test
  void usesABlockAgainThatTheReceiverHasLeftUnchanged() throws IOException {
    byte[] basis = random(11, 700 * 4);
    byte[] source = FileEdits.insert(Arrays.copyOf(basis, 700), 700, Arrays.copyOf(basis, 700));

    Outcome outcome = transfer(head(basis, 0), basis, source, CompressionMethod.NONE, true);

    assertThat(outcome.sent().literalBytes()).isZero();
    assertRebuilt(outcome, source);
  }

  @Test
  void passesOverBlocksThatAreInPlaceAlready() throws IOException {
    byte[] basis = random(12, 700_000);
    byte[] source = basis.clone();
    source[350_000] ^= 1;

    Outcome outcome = transfer(head(basis, 0), basis, source, CompressionMethod.NONE, true);

    int blockLength = head(basis, 0).blockLength();
    assertThat(outcome.target().skipped()).isEqualTo(source.length - blockLength);
    assertRebuilt(outcome, source);
  }

  @Test
  void writesAdjacentBlocksTogether() throws IOException {
    byte[] content = random(13, 700 * 3_000);
    SumHead head = head(content, 700);
    Outcome outcome = transfer(head, content, content, CompressionMethod.NONE, false);
    assertThat(outcome.target().writes()).isLessThan(20);
    assertRebuilt(outcome, content);
  }

  @ParameterizedTest
  @EnumSource(names = {"XXH128", "XXH3", "XXH64", "MD5", "MD4", "SHA1"})
  void worksWithEveryChecksum(ChecksumAlgorithm algorithm) throws IOException {
    byte[] basis = random(14, 100_000);
    byte[] source = FileEdits.insert(basis, 50_000, random(15, 10));
    SumHead head = BlockSums.headFor(basis.length, 0, PROTOCOL, algorithm.length(), true);
    DeltaSearch search = new DeltaSearch(algorithm.forBlocks(1, true), algorithm.forFile(1));

    RecordedTokens tokens = new RecordedTokens();
    DeltaSearch.Result result =
        search.send(
            new MemoryFile(source),
            sums(head, basis, algorithm.forBlocks(1, true)),
            false,
            tokens,
            UNHEARD);

    assertThat(result.matchedBytes()).isGreaterThan(source.length - 1_000);
    assertThat(result.fileSum()).hasSize(algorithm.length());
  }

  @Test
  void boundsTheBlocksComparedAtOnePosition() throws IOException {
    int blocks = 20_000;
    BlockSums equal = BlockIndexTest.sumsWithStrong(new int[blocks], 16);
    BlockMatcher matcher = new BlockMatcher(SUM.forBlocks(SEED, true));
    matcher.start(equal, false);
    byte[] zeros = new byte[3_000];

    for (int position = 0; position < 1_000; position++) {
      assertThat(matcher.find(0, zeros, position, position)).isEqualTo(BlockMatcher.NO_BLOCK);
    }

    assertThat(matcher.falseAlarms()).isEqualTo(1_000);
    assertThat(matcher.comparisons())
        .isLessThanOrEqualTo(1_000L * (BlockMatcher.MAX_CANDIDATES + 1));
  }

  @Test
  void curesAFalseMatchByTheFileSum() throws IOException {
    byte[] basis = random(16, 700);
    byte[] source = basis.clone();
    // the same weak sum: +1 -2 +1
    source[10]++;
    source[11]--;
    source[11]--;
    source[12]++;
    Outcome weakOnly =
        transfer(new SumHead(1, 700, 0, 0), basis, source, CompressionMethod.NONE, false);
    assertThat(weakOnly.sent().matchedBytes()).isEqualTo(700);
    assertThat(weakOnly.isVerified()).isFalse();

    Outcome withStrong = transfer(basis, source);
    assertThat(withStrong.sent().falseAlarms()).isEqualTo(1);
    assertRebuilt(withStrong, source);
  }

  @Test
  void sendsEverythingWhenBlocksAreTooLongToHold() throws IOException {
    byte[] content = random(17, 300_000);
    SumHead head = new SumHead(1, 1 << 29, 16, 300_000);
    Outcome outcome = transfer(head, content, content, CompressionMethod.NONE, false);
    assertThat(outcome.sent().literalBytes()).isEqualTo(content.length);
  }

  @Test
  void tellsASenderWhatIsSentAndAReceiverWhereTheNextDataGoes() throws IOException {
    byte[] content = random(18, 1_000_000);
    List<Long> sent = new ArrayList<>();
    List<Long> received = new ArrayList<>();
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    WireOutput out = new WireOutput(wire);
    TokenWriter tokens = TokenCodecs.writer(CompressionMethod.NONE, 0, PROTOCOL, out);
    search().send(new MemoryFile(content), BlockSums.NONE, false, tokens, sent::add);
    out.flush();
    apply(wire.toByteArray(), SumHead.WHOLE_FILE, SourceFile.NONE, MemoryFile.empty(), received);

    assertThat(sent).isSorted().doesNotContain(0L).endsWith(1_000_000L);
    assertThat(received).isSorted().startsWith(0L).doesNotContain(1_000_000L);
  }

  @Test
  void refusesABlockTheHeadDoesNotCount() {
    byte[] wire = {-1, -1, -1, -1, -4, -1, -1, -1, 0, 0, 0, 0};
    SumHead head = new SumHead(3, 700, 2, 0);
    MemoryFile basis = new MemoryFile(new byte[2_100]);
    assertThatThrownBy(() -> apply(wire, head, basis, MemoryFile.empty(), new ArrayList<>()))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("Invalid block index 3 (count=3) [receiver]");
  }

  @Test
  void refusesABlockWhereThereIsNoBasis() {
    byte[] wire = {-1, -1, -1, -1, 0, 0, 0, 0};
    SumHead head = new SumHead(3, 700, 2, 0);
    MemoryFile target = MemoryFile.empty();
    assertThatThrownBy(() -> apply(wire, head, SourceFile.NONE, target, new ArrayList<>()))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("got a block match with no basis file for some/file [receiver]");
  }

  @Test
  void readsPastBlocksWhenNothingIsWritten() throws IOException {
    byte[] wire = {-1, -1, -1, -1, 0, 0, 0, 0};
    SumHead head = new SumHead(3, 700, 2, 0);
    DeltaApply.Result result =
        apply(wire, head, SourceFile.NONE, StagedFile.DISCARD, new ArrayList<>());
    assertThat(result.matchedBytes()).isEqualTo(700);
  }

  @Test
  void continuesAShrunkenBasisWithZeros() throws IOException {
    byte[] wire = {-2, -1, -1, -1, 0, 0, 0, 0};
    SumHead head = new SumHead(3, 700, 2, 0);
    MemoryFile target = MemoryFile.empty();
    apply(wire, head, new MemoryFile(random(19, 1_000)), target, new ArrayList<>());
    assertThat(target.bytes()).hasSize(700).endsWith(new byte[400]);
    assertThat(Arrays.copyOf(target.bytes(), 300))
        .isEqualTo(Arrays.copyOfRange(random(19, 1_000), 700, 1_000));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void survivesHostileTokens(long seed) throws IOException {
    Random random = new Random(seed);
    CompressionMethod method =
        CompressionMethod.values()[random.nextInt(CompressionMethod.values().length)];
    byte[] basis = random(seed, 50_000);
    byte[] source = FileEdits.edited(random, basis, 5);
    SumHead head = head(basis, 0);
    byte[] wire = written(head, basis, source, method, false).wire();
    for (int round = 0; round < 50; round++) {
      byte[] damaged = Arrays.copyOf(wire, 1 + random.nextInt(wire.length));
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      try (TokenReader tokens = TokenCodecs.reader(method, PROTOCOL, wire(damaged))) {
        new DeltaApply(SUM.forFile(SEED))
            .apply(head, new MemoryFile(basis), StagedFile.DISCARD, false, tokens, UNHEARD);
      } catch (ProtocolException expected) {
        assertThat(expected).hasMessageMatching("(?s).+");
      }
    }
  }

  private static Outcome transfer(byte[] basis, byte[] source) throws IOException {
    return transfer(head(basis, 0), basis, source, CompressionMethod.NONE, false);
  }

  private static Outcome transfer(
      SumHead head, byte[] basis, byte[] source, CompressionMethod method, boolean inPlace)
      throws IOException {
    Sent sent = written(head, basis, source, method, inPlace);
    MemoryFile old = new MemoryFile(basis);
    MemoryFile target = inPlace ? old : MemoryFile.empty();
    try (TokenReader tokens = TokenCodecs.reader(method, PROTOCOL, wire(sent.wire()))) {
      DeltaApply.Result received =
          new DeltaApply(SUM.forFile(SEED)).apply(head, old, target, inPlace, tokens, UNHEARD);
      return new Outcome(sent.result(), received, target, sent.wire().length);
    }
  }

  private record Sent(DeltaSearch.Result result, byte[] wire) {}

  private static Sent written(
      SumHead head, byte[] basis, byte[] source, CompressionMethod method, boolean updatingBasis)
      throws IOException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    WireOutput out = new WireOutput(wire);
    try (TokenWriter tokens =
        TokenCodecs.writer(method, TokenCodecs.DEFAULT_LEVEL, PROTOCOL, out)) {
      DeltaSearch.Result result =
          search().send(new MemoryFile(source), sums(head, basis), updatingBasis, tokens, UNHEARD);
      out.flush();
      return new Sent(result, wire.toByteArray());
    }
  }

  private static DeltaApply.Result apply(
      byte[] wire, SumHead head, SourceFile basis, StagedFile target, List<Long> progress)
      throws IOException {
    try (TokenReader tokens = TokenCodecs.reader(CompressionMethod.NONE, PROTOCOL, wire(wire))) {
      return new DeltaApply(SUM.forFile(SEED))
          .apply(head, basis, target, false, tokens, progress::add);
    }
  }

  private static DeltaSearch search() {
    return new DeltaSearch(SUM.forBlocks(SEED, true), SUM.forFile(SEED));
  }

  private static SumHead head(byte[] basis, int blockLength) {
    return BlockSums.headFor(basis.length, blockLength, PROTOCOL, SUM.length(), true);
  }

  private static BlockSums sums(SumHead head, byte[] basis) throws IOException {
    return sums(head, basis, SUM.forBlocks(SEED, true));
  }

  private static BlockSums sums(SumHead head, byte[] basis, StrongChecksum strong)
      throws IOException {
    if (head.blockLength() > 1 << 17) {
      return BlockSums.read(
          head, wire(new byte[head.count() * (4 + head.strongLength())]), 1 << 30);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WireOutput out = new WireOutput(bytes);
    BlockSums.send(head, new MemoryFile(basis), strong, out);
    out.flush();
    return BlockSums.read(head, wire(bytes.toByteArray()), 1 << 30);
  }

  private static byte[] fileSum(byte[] content) {
    byte[] sum = new byte[SUM.length()];
    StrongChecksum checksum = SUM.forFile(SEED);
    checksum.update(content, 0, content.length);
    checksum.digest(sum, 0);
    return sum;
  }

  private static WireInput wire(byte[] bytes) {
    return new WireInput(new ByteArrayInputStream(bytes));
  }

  private static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Counts the bytes that tokens stand for. */
  private static final class RecordedTokens implements TokenWriter {
    private long length;

    long length() {
      return length;
    }

    @Override
    public void literal(byte[] data, int offset, int count) {
      length += count;
    }

    @Override
    public void match(int index, byte[] block, int offset, int count) {
      length += count;
    }

    @Override
    public void endFile() {}

    @Override
    public void close() {}
  }
}
