// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemporaryNameTest {

  @ParameterizedTest
  @CsvSource({"name, .name.", ".hidden, .hidden.", "..two, ..two.", "a, .a.", "x.y, .x.y."})
  void framesTheName(String name, String start) {
    String random = new String(TemporaryName.random(name.getBytes(UTF_8), true), UTF_8);

    assertThat(random).startsWith(start).hasSize(start.length() + 6);
    assertThat(random.substring(start.length())).matches("[A-Za-z0-9]{6}");
    assertThat(TemporaryName.numbered(name.getBytes(UTF_8), 12)).asString().isEqualTo(start + "12");
  }

  @Test
  void neverExceedsTheLongestName() {
    for (int length = 240; length <= 255; length++) {
      byte[] name = "n".repeat(length).getBytes(UTF_8);
      assertThat(TemporaryName.random(name, true)).hasSize(Math.min(length + 8, 255));
      assertThat(TemporaryName.numbered(name, 3)).hasSize(Math.min(length + 3, 255));
    }
  }

  @Test
  void doesNotCutInsideACharacter() {
    for (String character : new String[] {"\u00e9", "\u20ac", "\ud83d\ude00"}) {
      for (int shift = 0; shift < 4; shift++) {
        String name = "x".repeat(shift) + character.repeat(60);
        byte[] bytes = (name + name + name).getBytes(UTF_8);
        String cut = new String(TemporaryName.random(bytes, true), UTF_8);

        assertThat(cut.getBytes(UTF_8).length).isBetween(252, 255);
        assertThat(cut).doesNotContain("\ufffd");
      }
    }
  }

  @Test
  void cutsBytesThatAreNoTextWhereItMust() {
    byte[] bytes = new byte[255];
    Arrays.fill(bytes, (byte) 0x80);

    assertThat(TemporaryName.random(bytes, true)).hasSize(255);
  }

  @Test
  void dropsDotsAtTheCut() {
    byte[] bytes = ("n".repeat(240) + ".".repeat(15)).getBytes(UTF_8);

    assertThat(TemporaryName.random(bytes, true)).hasSize(248);
  }

  @Test
  void differsFromCallToCall() {
    byte[] name = {'n'};

    assertThat(TemporaryName.random(name, true)).isNotEqualTo(TemporaryName.random(name, true));
  }
}
