// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.checksum;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Supplier;
import net.openhft.hashing.LongHashFunction;
import net.openhft.hashing.LongTupleHashFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChecksumAlgorithmTest {
  private static final byte[] FOX =
      "The quick brown fox jumps over the lazy dog".getBytes(US_ASCII);
  private static final byte[] RAMP = ramp(768);
  private static final int BLOCK = 700;

  /** Values that rsync 3.5.0 sent or accepted; the sum of a block covers its first 700 bytes. */
  @ParameterizedTest
  @CsvSource({
    "MD4,     12345, FOX,  af7c922fa5042c9108d16b22c8c0c826, 1bee69a46ba811185c194762abaeae90",
    "MD4,     -2,    FOX,  90bbb909e08a37440c78c4e49646728c, 1bee69a46ba811185c194762abaeae90",
    "MD4,     12345, RAMP, be2670a01099f4a5411ca6c0f366c5fd, 39aa050218b1590abc759339b3b1770d",
    "MD4_OLD, 12345, FOX,  af7c922fa5042c9108d16b22c8c0c826, e594c56ebdaaf267e37ec6cccce975ce",
    "MD4_OLD, 12345, RAMP, be2670a01099f4a5411ca6c0f366c5fd, 5ffd80af4796ed32d924d1c56feede5c",
    "MD5,     12345, FOX,  52a2b1b58851e83ab26482b663d859e0, 9e107d9d372bb6826bd81d3542a419d6",
    "MD5,     -2,    FOX,  c63406d145c8b2374b7c11d1bda83e07, 9e107d9d372bb6826bd81d3542a419d6",
    "MD5,     12345, RAMP, c624c39c883cd8dceaba2d7e331de18a, e6899eaaf06fd702f3ed3f988eb19362",
    "SHA1, 12345, FOX, 5f47f0149eabbb588d1cbc42c481d1845501a945,"
        + " 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12",
    "SHA1, -2, RAMP, e7f9c1ac722e9207dc261c8249b497574211abbe,"
        + " ac2a264c8ec1f4232a40854e8239bc3a697ab1d2",
    "XXH64,   12345, FOX,  a1fba685dc8db3d1, bc71da1f362d240b",
    "XXH64,   -2,    FOX,  9e092009dbdbe100, bc71da1f362d240b",
    "XXH64,   12345, RAMP, b63303e73d9670e9, 6f0396c538c8038e",
    "XXH3,    12345, FOX,  b04db5c51987da0f, 65b38f41a5197dce",
    "XXH3,    -2,    FOX,  ec21e72b0a6993e5, 65b38f41a5197dce",
    "XXH3,    12345, RAMP, 687db0a736f42830, 4a5896447fa56640",
    "XXH128,  12345, FOX,  6ea88d8e7651eb2ee5a5a284873b72e3, 51768a3a2ecca124fae7a35c2050d6dd",
    "XXH128,  -2,    FOX,  4a4404e1be29d006569564c0ccbd7108, 51768a3a2ecca124fae7a35c2050d6dd",
    "XXH128,  12345, RAMP, 687db0a736f42830c96e047600bb7f8c, 4a5896447fa56640e41735f4cb10eea9",
    "NONE,    12345, FOX,  00, 00",
  })
  void agreesWithRsync(
      ChecksumAlgorithm algorithm, int seed, String data, String block, String file) {
    byte[] bytes = data.equals("FOX") ? FOX : RAMP;
    byte[] first = Arrays.copyOf(bytes, Math.min(BLOCK, bytes.length));

    assertThat(hex(algorithm.forBlocks(seed, true), first)).isEqualTo(block);
    assertThat(hex(algorithm.forFile(seed), bytes)).isEqualTo(file);
  }

  @Test
  void hashesTheSeedOfMd5BehindTheBlockForOldPeers() {
    byte[] seed = {0x39, 0x30, 0, 0};
    byte[] seeded = Arrays.copyOf(FOX, FOX.length + seed.length);
    System.arraycopy(seed, 0, seeded, FOX.length, seed.length);

    assertThat(hex(ChecksumAlgorithm.MD5.forBlocks(12345, false), FOX))
        .isEqualTo(hex(ChecksumAlgorithm.MD5.plain(), seeded));
  }

  @ParameterizedTest
  @EnumSource
  void mixesNothingInForSeedZero(ChecksumAlgorithm algorithm) {
    assertThat(hex(algorithm.forBlocks(0, true), FOX)).isEqualTo(hex(algorithm.plain(), FOX));
    assertThat(hex(algorithm.forBlocks(0, false), FOX)).isEqualTo(hex(algorithm.plain(), FOX));
  }

  @Test
  void seedsTheFilesOfOldProtocolsEvenWithZero() {
    byte[] seeded = new byte[4 + FOX.length];
    System.arraycopy(FOX, 0, seeded, 4, FOX.length);

    assertThat(hex(ChecksumAlgorithm.MD4_OLD.forFile(0), FOX))
        .isEqualTo(hex(ChecksumAlgorithm.MD4.plain(), seeded));
    assertThat(hex(ChecksumAlgorithm.MD4_OLD.plain(), FOX))
        .isEqualTo(hex(ChecksumAlgorithm.MD4.plain(), FOX));
  }

  @ParameterizedTest
  @EnumSource
  void writesItsLengthAndNothingElse(ChecksumAlgorithm algorithm) {
    byte[] target = new byte[algorithm.length() + 8];
    Arrays.fill(target, (byte) 0x5a);

    int written = algorithm.plain().digest(target, 4);

    assertThat(written).isEqualTo(algorithm.length());
    assertThat(Arrays.copyOf(target, 4)).containsOnly(0x5a);
    assertThat(Arrays.copyOfRange(target, 4 + written, target.length)).containsOnly(0x5a);
  }

  @ParameterizedTest
  @EnumSource
  void doesNotDependOnHowTheDataArrives(ChecksumAlgorithm algorithm) {
    Random random = new Random(7);
    for (int length = 0; length <= 2000; length += 1 + random.nextInt(9)) {
      byte[] data = new byte[length];
      random.nextBytes(data);
      StrongChecksum checksum = algorithm.forBlocks(random.nextInt(), random.nextBoolean());
      String atOnce = hex(checksum, data);
      for (int at = 0; at < length; ) {
        int piece = Math.min(length - at, random.nextInt(300));
        checksum.update(data, at, piece);
        at += piece;
      }
      assertThat(hex(checksum, new byte[0])).as("length %s", length).isEqualTo(atOnce);
    }
  }

  @ParameterizedTest
  @EnumSource
  void forgetsEverythingAtReset(ChecksumAlgorithm algorithm) {
    StrongChecksum checksum = algorithm.forBlocks(99, true);
    String expected = hex(checksum, FOX);
    checksum.update(RAMP, 0, 333);
    checksum.reset();
    assertThat(hex(checksum, FOX)).isEqualTo(expected);
    assertThat(hex(checksum, FOX)).isEqualTo(expected);
  }

  @Test
  void agreesWithAnotherXxhImplementation() {
    Random random = new Random(11);
    for (int length = 0; length <= 2000; length++) {
      byte[] data = new byte[length];
      random.nextBytes(data);
      int seed = random.nextInt();
      long[] wide = new long[2];
      LongTupleHashFunction.xx128(seed).hashBytes(data, wide);

      assertThat(word(() -> ChecksumAlgorithm.XXH64.forBlocks(seed, true), data, 0))
          .isEqualTo(LongHashFunction.xx(seed).hashBytes(data));
      assertThat(word(() -> ChecksumAlgorithm.XXH3.forBlocks(seed, true), data, 0))
          .isEqualTo(LongHashFunction.xx3(seed).hashBytes(data));
      assertThat(word(() -> ChecksumAlgorithm.XXH128.forBlocks(seed, true), data, 0))
          .isEqualTo(wide[0]);
      assertThat(word(() -> ChecksumAlgorithm.XXH128.forBlocks(seed, true), data, 8))
          .isEqualTo(wide[1]);
    }
  }

  private static long word(Supplier<StrongChecksum> algorithm, byte[] data, int offset) {
    byte[] digest = new byte[16];
    StrongChecksum checksum = algorithm.get();
    checksum.update(data, 0, data.length);
    checksum.digest(digest, 0);
    return LittleEndian.getLong(digest, offset);
  }

  private static String hex(StrongChecksum checksum, byte[] data) {
    byte[] digest = new byte[32];
    checksum.update(data, 0, data.length);
    int length = checksum.digest(digest, 0);
    return HexFormat.of().formatHex(digest, 0, length);
  }

  private static byte[] ramp(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }
}
