// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.compress;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.RsyncException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCodecsTest {
  private static final int DEFAULT = TokenCodecs.DEFAULT_LEVEL;

  static Stream<Arguments> methodsAndSeeds() {
    return Stream.of(CompressionMethod.values())
        .flatMap(method -> Stream.of(1L, 2L).map(seed -> Arguments.arguments(method, seed)));
  }

  @ParameterizedTest
  @MethodSource("methodsAndSeeds")
  void bringsRandomFilesBack(CompressionMethod method, long seed) throws IOException {
    Random random = new Random(seed);
    for (int protocol = 29; protocol <= 32; protocol++) {
      TokenScript[] files = new TokenScript[6];
      for (int i = 0; i < files.length; i++) {
        files[i] = TokenScript.random(random, 200, 1 + random.nextInt(3000));
      }
      assertRoundTrip(method, DEFAULT, protocol, files);
    }
  }

  @ParameterizedTest
  @EnumSource
  void bringsEmptyFilesBack(CompressionMethod method) throws IOException {
    TokenScript empty = new TokenScript(new byte[1], 1);
    TokenScript full = TokenScript.random(new Random(5), 10, 700);
    assertRoundTrip(method, DEFAULT, 32, empty, full, empty, empty, full);
  }

  @ParameterizedTest
  @EnumSource
  void bringsRunsOfMoreThan65536BlocksBack(CompressionMethod method) throws IOException {
    TokenScript file = new TokenScript(new byte[200_000], 1);
    file.run(0, 100_000).literal(new byte[100]).run(99_999, 65_537).run(3, 65_536).run(70_000, 1);
    assertRoundTrip(method, DEFAULT, 32, file);
  }

  @ParameterizedTest
  @MethodSource("methodsAndSeeds")
  void bringsBlocksOfMoreThan65535BytesBack(CompressionMethod method, long seed)
      throws IOException {
    Random random = new Random(seed);
    for (int protocol = 30; protocol <= 31; protocol++) {
      TokenScript file = TokenScript.random(random, 12, 70_000 + random.nextInt(61_073));
      assertRoundTrip(method, DEFAULT, protocol, file);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-200_000, -1, 0, 1, 3, 6, 9, 19, 100})
  void takesAnyLevel(int level) throws IOException {
    TokenScript file = TokenScript.random(new Random(6), 50, 900);
    for (CompressionMethod method : CompressionMethod.values()) {
      assertRoundTrip(method, level, 32, file);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 99_999})
  void takesAnyNumberOfThreads(int threads) throws IOException {
    TokenScript file = TokenScript.random(new Random(6), 200, 3_000);
    for (CompressionMethod method : CompressionMethod.values()) {
      assertRoundTrip(method, DEFAULT, threads, 32, file, file);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ZLIB"})
  void compressesLiteralsAgainstBlocksBefore(CompressionMethod method) throws IOException {
    byte[] basis = new byte[60_000];
    new Random(8).nextBytes(basis);
    TokenScript file = new TokenScript(basis, 20_000);
    file.run(1, 1).literal(Arrays.copyOfRange(basis, 20_000, 40_000));

    assertThat(TokenScript.write(method, DEFAULT, 32, file)).hasSizeLessThan(500);
    assertRoundTrip(method, DEFAULT, 32, file);
  }

  @Test
  void takesPiecesOfLongBlocksFromTheirStartBeforeProtocol31() throws IOException {
    byte[] basis = new byte[70_000];
    new Random(9).nextBytes(basis);
    byte[] start = Arrays.copyOf(basis, 4_000);
    byte[] end = Arrays.copyOfRange(basis, 66_000, 70_000);

    assertThat(sizeAfterBlock(basis, start, 30)).isLessThan(200);
    assertThat(sizeAfterBlock(basis, end, 30)).isGreaterThan(4_000);
    assertThat(sizeAfterBlock(basis, start, 31)).isGreaterThan(4_000);
    assertThat(sizeAfterBlock(basis, end, 31)).isLessThan(200);
  }

  private static int sizeAfterBlock(byte[] basis, byte[] literal, int protocol) throws IOException {
    TokenScript file = new TokenScript(basis, basis.length).run(0, 1).literal(literal);
    return TokenScript.write(CompressionMethod.ZLIB, DEFAULT, protocol, file).length;
  }

  @Test
  void writesPlainTokensAsRsyncDoes() throws IOException {
    byte[] data = new byte[698];
    TokenScript file = new TokenScript(new byte[3500], 700).run(0, 3).literal(data).run(4, 1);

    String hex = HexFormat.of().formatHex(write(CompressionMethod.NONE, file));

    assertThat(hex)
        .isEqualTo(
            "fffffffffefffffffdffffff" + "ba020000" + "00".repeat(698) + "fbffffff" + "00000000");
  }

  @Test
  void cutsPlainLiteralsTo32KiB() throws IOException {
    byte[] wire = write(CompressionMethod.NONE, new TokenScript(new byte[1], 1).literal(zeros()));

    assertThat(Arrays.copyOf(wire, 4)).containsExactly(0, 0x80, 0, 0);
    assertThat(wire).hasSize(40_000 + 3 * 4);
    assertThat(Arrays.copyOfRange(wire, 4 + 32_768, 8 + 32_768)).containsExactly(0x40, 0x1c, 0, 0);
  }

  private static byte[] zeros() {
    return new byte[40_000];
  }

  @Test
  void writesRunsAsRsyncDoes() throws IOException {
    TokenScript file = new TokenScript(new byte[1], 1).run(0, 100_000);
    assertThat(write(CompressionMethod.LZ4, file))
        .isEqualTo(HexFormat.of().parseHex("c0ffff" + "c19f86" + "00"));
  }

  @Test
  void writesDistantBlocksInFull() throws IOException {
    TokenScript file = new TokenScript(new byte[1], 1).run(63, 1).run(127, 1).run(5, 3).run(7, 1);
    assertThat(write(CompressionMethod.LZ4, file))
        .isEqualTo(HexFormat.of().parseHex("bf" + "207f000000" + "21050000000200" + "80" + "00"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20ffffffff", // a negative block
        "20ffffff7f", // the largest int
        "21fffffffe0100", // a negative start of a run
        "21feffff7f0100", // a run over the edge
        "20feffff7f81", // relative, over the edge
        "c00000", // a run that stands for one block
        "21000000000000"
      })
  void rejectsBlocksOutsideTheirRange(String hex) {
    byte[] wire = HexFormat.of().parseHex(hex);
    assertThatThrownBy(() -> drain(CompressionMethod.ZLIBX, wire))
        .isInstanceOfSatisfying(
            ProtocolException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.PROTOCOL))
        .hasMessage("invalid token number in compressed stream");
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "1f", "22", "3f"})
  void rejectsFlagsNobodyDefined(String hex) {
    assertThatThrownBy(() -> drain(CompressionMethod.ZSTD, HexFormat.of().parseHex(hex)))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("token flag");
  }

  @Test
  void rejectsGarbageInEachCompression() {
    byte[] garbage = HexFormat.of().parseHex("4008" + "ffffffffffffffff" + "00");

    assertThatThrownBy(() -> drain(CompressionMethod.ZLIB, garbage))
        .isInstanceOf(ProtocolException.class)
        .hasMessageStartingWith("inflate returned ");
    for (CompressionMethod method :
        new CompressionMethod[] {CompressionMethod.ZSTD, CompressionMethod.LZ4}) {
      assertThatThrownBy(() -> drain(method, garbage))
          .isInstanceOfSatisfying(
              ProtocolException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.STREAM_IO))
          .hasMessageStartingWith("decompressor lost sync!");
    }
  }

  @Test
  void rejectsADeflateStreamThatEnds() {
    byte[] wire = HexFormat.of().parseHex("4006" + "010000ffff61" + "00");
    assertThatThrownBy(() -> drain(CompressionMethod.ZLIBX, wire))
        .isInstanceOf(ProtocolException.class)
        .hasMessageStartingWith("inflate returned 1");
  }

  @Test
  void deliversAHugeLiteralInPiecesAsItArrives() throws IOException {
    byte[] wire = new byte[4 + 100_000];
    wire[3] = 0x7f; // announces 2 GB
    TokenReader reader = TokenCodecs.reader(CompressionMethod.NONE, 32, TokenScript.wire(wire));

    long received = 0;
    for (int i = 0; i < 3; i++) {
      assertThat(reader.next()).isEqualTo(TokenReader.LITERAL);
      received += reader.length();
    }

    assertThat(received).isEqualTo(3 * 32_768);
    assertThat(reader.buffer()).hasSizeLessThanOrEqualTo(1 << 16);
    assertThatThrownBy(reader::next).isInstanceOf(ProtocolException.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"ZLIB", "ZSTD"})
  void deliversABombInPieces(CompressionMethod method) throws IOException {
    byte[] wire = write(method, new TokenScript(new byte[1], 1).literal(new byte[10_000_000]));
    assertThat(wire).hasSizeLessThan(20_000);
    try (TokenReader reader = TokenCodecs.reader(method, 32, TokenScript.wire(wire))) {
      long received = 0;
      while (reader.next() == TokenReader.LITERAL) {
        received += reader.length();
        assertThat(reader.buffer()).hasSizeLessThanOrEqualTo(1 << 16);
      }
      assertThat(received).isEqualTo(10_000_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void noticesAStreamCutAnywhere(CompressionMethod method) throws IOException {
    TokenScript file = new TokenScript(new byte[5_000], 100);
    file.literal("hello, hello, hello".getBytes(US_ASCII))
        .run(3, 5)
        .literal(new byte[300])
        .run(40, 1);
    byte[] wire = write(method, file);

    for (int length = 0; length < wire.length; length++) {
      byte[] cut = Arrays.copyOf(wire, length);
      assertThatThrownBy(() -> drain(method, cut))
          .as("cut to %s of %s bytes", length, wire.length)
          .isInstanceOf(ProtocolException.class);
    }
    assertThatCode(() -> drain(method, wire)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("methodsAndSeeds")
  void survivesDamagedStreams(CompressionMethod method, long seed) throws IOException {
    Random random = new Random(seed);
    for (int round = 0; round < 150; round++) {
      byte[] wire = write(method, TokenScript.random(random, 20, 1 + random.nextInt(500)));
      for (int damage = 1 + random.nextInt(5); damage > 0; damage--) {
        wire[random.nextInt(wire.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        drain(method, wire);
      } catch (RsyncException expected) {
        assertThat(expected).hasMessageMatching("(?s).+");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("methodsAndSeeds")
  void survivesRandomBytes(CompressionMethod method, long seed) throws IOException {
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      byte[] wire = new byte[random.nextInt(600)];
      random.nextBytes(wire);
      try {
        drain(method, wire);
      } catch (RsyncException expected) {
        assertThat(expected).hasMessageMatching("(?s).+");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void hasEveryMethodOfThisBuild(CompressionMethod method) {
    assertThat(method.isPresent()).isTrue();
    assertThat(method.isAvailable()).isTrue();
  }

  private static void assertRoundTrip(
      CompressionMethod method, int level, int protocol, TokenScript... files) throws IOException {
    assertRoundTrip(method, level, 0, protocol, files);
  }

  private static void assertRoundTrip(
      CompressionMethod method, int level, int threads, int protocol, TokenScript... files)
      throws IOException {
    byte[] wire = TokenScript.write(method, level, threads, protocol, files);
    try (TokenReader reader = TokenCodecs.reader(method, protocol, TokenScript.wire(wire))) {
      for (TokenScript file : files) {
        assertThat(file.read(reader).tokens().equals(file.tokens()))
            .as("%s level %s protocol %s: %s", method, level, protocol, file.tokens().size())
            .isTrue();
      }
    }
  }

  private static byte[] write(CompressionMethod method, TokenScript file) throws IOException {
    return TokenScript.write(method, DEFAULT, 32, file);
  }

  private static void drain(CompressionMethod method, byte[] wire) throws IOException {
    ByteArrayOutputStream literals = new ByteArrayOutputStream();
    byte[] block = new byte[100];
    try (TokenReader reader = TokenCodecs.reader(method, 32, TokenScript.wire(wire))) {
      for (int token = reader.next(); token != TokenReader.END; token = reader.next()) {
        if (token == TokenReader.LITERAL) {
          literals.write(reader.buffer(), reader.offset(), reader.length());
        } else {
          assertThat(token).isNotNegative();
          reader.matched(block, 0, block.length);
        }
      }
    }
  }
}
