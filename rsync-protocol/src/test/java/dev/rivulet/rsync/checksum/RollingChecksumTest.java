// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.checksum;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RollingChecksumTest {

  @Test
  void agreesWithRsync() {
    byte[] ones = new byte[700];
    Arrays.fill(ones, (byte) 0xff);
    byte[] ramp = new byte[700];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (byte) i;
    }
    byte[] fox = "The quick brown fox jumps over the lazy dog".getBytes(US_ASCII);

    assertThat(of(new byte[0])).isZero();
    assertThat(of("abcd".getBytes(US_ASCII))).isEqualTo(0x03d4018a);
    assertThat(of(new byte[] {(byte) 0x80, (byte) 0xff, 1})).isEqualTo(0xfe7fff80);
    assertThat(of(ones)).isEqualTo(0x419afd44);
    assertThat(of(fox)).isEqualTo(0x5ba20fd9);
    assertThat(of(ramp)).isEqualTo(0x58d607aa);
  }

  @Test
  void agreesWithTheDefinitionForEveryLength() {
    byte[] data = random(21, 2100);
    for (int length = 0; length <= 2000; length++) {
      int offset = length % 97;
      assertThat(RollingChecksum.of(data, offset, length))
          .as("length %s", length)
          .isEqualTo(defined(data, offset, length));
    }
  }

  @Test
  void doesNotOverflowItsLanesWithExtremeBytes() {
    for (byte value : new byte[] {-128, 127, 0, -1}) {
      byte[] data = new byte[131072];
      Arrays.fill(data, value);
      assertThat(of(data)).isEqualTo(defined(data, 0, data.length));
    }
  }

  @Test
  void rollsOverAnArray() {
    byte[] data = random(22, 5000);
    for (int length : new int[] {1, 2, 127, 128, 700, 1999}) {
      RollingChecksum window = new RollingChecksum();
      window.start(data, 0, length);
      for (int at = 0; at + length < data.length; at++) {
        assertThat(window.value()).isEqualTo(defined(data, at, length));
        window.roll(data[at], data[at + length]);
      }
    }
  }

  @Test
  void shrinksAtTheEndOfAFile() {
    byte[] data = random(23, 900);
    RollingChecksum window = new RollingChecksum();
    window.start(data, 0, data.length);
    for (int at = 0; at < data.length; at++) {
      assertThat(window.value()).isEqualTo(defined(data, at, data.length - at));
      window.shrink(data[at]);
    }
    assertThat(window.value()).isZero();
  }

  @Test
  void advancesToEveryPlaceWhoseSumIsLookedFor() {
    byte[] data = random(24, 40_000);
    int length = 700;
    int last = data.length - length;
    int[] places = {0, 1, 512, 10_000, last - 1, last};
    long[] filter = new long[256];
    for (int place : places) {
      RollingChecksum.addTo(filter, RollingChecksum.of(data, place, length));
    }

    RollingChecksum window = new RollingChecksum();
    window.start(data, 0, length);
    int next = 0;
    for (int at = window.advance(data, 0, last, filter); at <= last; ) {
      assertThat(window.value()).isEqualTo(defined(data, at, length));
      assertThat(at).as("passed a place").isLessThanOrEqualTo(places[next]);
      next += at == places[next] ? 1 : 0;
      if (at == last) {
        break;
      }
      window.roll(data[at], data[at + length]);
      at = window.advance(data, at + 1, last, filter);
    }
    assertThat(next).isEqualTo(places.length);
  }

  @Test
  void saysSoWhenNothingPasses() {
    byte[] data = random(25, 10_000);
    RollingChecksum window = new RollingChecksum();
    window.start(data, 0, 700);

    assertThat(window.advance(data, 0, 9_300, new long[1])).isEqualTo(9_301);
    assertThat(window.value()).isEqualTo(defined(data, 9_300, 700));
  }

  private static int of(byte[] data) {
    return RollingChecksum.of(data, 0, data.length);
  }

  private static int defined(byte[] data, int offset, int length) {
    int sum = 0;
    int weighted = 0;
    for (int i = 0; i < length; i++) {
      sum += data[offset + i];
      weighted += (length - i) * data[offset + i];
    }
    return (sum & 0xffff) | (weighted << 16);
  }

  private static byte[] random(long seed, int length) {
    byte[] data = new byte[length];
    new Random(seed).nextBytes(data);
    return data;
  }
}
