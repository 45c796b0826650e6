// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.Hex;
import dev.rivulet.rsync.ProtocolException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** File indexes as the real sender echoes them. */
class IndexCodecTest {

  private static byte[] encoded(int protocol, int... indexes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WireOutput out = new WireOutput(bytes);
    IndexEncoder encoder = new IndexEncoder(out, protocol);
    for (int index : indexes) {
      encoder.write(index);
    }
    out.flush();
    return bytes.toByteArray();
  }

  private static IndexDecoder decoder(int protocol, byte[] bytes) {
    return new IndexDecoder(new WireInput(new ByteArrayInputStream(bytes)), protocol);
  }

  private static int[] decoded(int protocol, byte[] bytes, int count) throws IOException {
    IndexDecoder decoder = decoder(protocol, bytes);
    int[] indexes = new int[count];
    for (int i = 0; i < count; i++) {
      indexes[i] = decoder.read();
    }
    return indexes;
  }

  private static void assertBothWays(int protocol, String hex, int... indexes) throws IOException {
    assertThat(encoded(protocol, indexes)).isEqualTo(Hex.bytes(hex));
    assertThat(decoded(protocol, Hex.bytes(hex), indexes.length)).isEqualTo(indexes);
  }

  @Test
  void positiveIndexesAreDifferences() throws IOException {
    assertBothWays(
        30,
        "01 01 01 fd 01 fd fe00fe fe80409c00 fe80050000 fe0000 01 fe7fff fe1c3c",
        0,
        1,
        2,
        255,
        256,
        509,
        763,
        40000,
        5,
        5,
        6,
        32773,
        40001);
  }

  @Test
  void negativeIndexesHaveAHistoryOfTheirOwn() throws IOException {
    assertBothWays(
        32,
        "ff65 01 ff03 00 fffe80670000 01 ff01 fffe80020000",
        -102,
        0,
        -105,
        -1,
        -103,
        1,
        -104,
        -2);
  }

  @Test
  void firstNegativeIndexesAreShort() throws IOException {
    assertBothWays(31, "ff02", IndexCode.DEL_STATS);
    assertBothWays(31, "ff01", IndexCode.FLIST_EOF);
    assertBothWays(31, "00", IndexCode.DONE);
  }

  @Test
  void theLargestIndexesComeBack() throws IOException {
    int[] extremes = {Integer.MAX_VALUE, 0, Integer.MAX_VALUE - 1, -Integer.MAX_VALUE, -2};
    assertThat(decoded(30, encoded(30, extremes), extremes.length)).isEqualTo(extremes);
  }

  @Test
  void indexesBeforeProtocol30ArePlain() throws IOException {
    assertBothWays(29, "00000000 ffffffff 409c0000 9bffffff", 0, -1, 40000, -101);
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "fd", "fe0001", "fe7fff"})
  void rejectsADifferenceThatLeadsOutOfTheRange(String difference) throws IOException {
    IndexDecoder decoder = decoder(30, Hex.bytes("feffffffff" + difference));
    assertThat(decoder.read()).isEqualTo(Integer.MAX_VALUE);
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(decoder::read)
        .withMessageStartingWith("Invalid file index")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.PROTOCOL));
  }

  @Test
  void rejectsANegativeIndexOfZero() {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> decoder(30, Hex.bytes("fffe80000000")).read())
        .withMessage("Invalid file index: 0");
  }

  @Test
  void everyTruncationIsAnUnexpectedEnd() throws IOException {
    byte[] whole = encoded(30, -40000);
    assertThat(whole).hasSize(6);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(ProtocolException.class)
          .isThrownBy(() -> decoder(30, cut).read())
          .withMessageStartingWith("connection unexpectedly closed");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void randomIndexesComeBack(long seed) throws IOException {
    Random random = new Random(seed);
    int[] indexes = new int[5000];
    for (int i = 0; i < indexes.length; i++) {
      int magnitude = random.nextInt() >>> (1 + random.nextInt(31));
      indexes[i] = random.nextInt(4) == 0 ? -1 - magnitude / 2 : magnitude;
    }
    for (int protocol : new int[] {29, 30, 32}) {
      assertThat(decoded(protocol, encoded(protocol, indexes), indexes.length))
          .as("seed %d, protocol %d", seed, protocol)
          .isEqualTo(indexes);
    }
  }
}
