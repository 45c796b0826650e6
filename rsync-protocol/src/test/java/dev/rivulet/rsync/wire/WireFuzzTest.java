// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import dev.rivulet.rsync.Hex;
import dev.rivulet.rsync.Mutations;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a peer sends, a decoder returns a value or refuses. */
class WireFuzzTest {
  private static final int RUNS = 5000;

  @ParameterizedTest
  @ValueSource(longs = {101, 102, 103})
  void valuesSurviveMutation(long seed) {
    byte[] golden =
        Hex.bytes(
            "00 f0ffffff7f 01 e0ffffffffff 02 80000000 80 03 ffffffff 0102030405060708"
                + "04 03 6d6435 05 406162630d0a 06 0102 ff 0102030405");
    Mutations.survive(WireFuzzTargets::values, golden, seed, RUNS);
  }

  @ParameterizedTest
  @ValueSource(longs = {111, 112, 113})
  void indexesSurviveMutation(long seed) {
    byte[] golden = Hex.bytes("01fdfe00fefe80409c00ff65ff0300fffe80670000fe7fff");
    Mutations.survive(WireFuzzTargets::indexes, golden, seed, RUNS);
  }

  @ParameterizedTest
  @ValueSource(longs = {121, 122, 123})
  void framesSurviveMutation(long seed) {
    byte[] golden =
        Hex.bytes(
            "02000007 0102 01000008 61 0400001d 02000000 00000031 0000005d 0300006c 646400"
                + "0400006d 02000000 05000007 0102030405");
    Mutations.survive(WireFuzzTargets::frames, golden, seed, RUNS);
  }
}
