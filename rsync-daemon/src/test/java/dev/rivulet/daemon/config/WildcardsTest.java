// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardsTest {

  @ParameterizedTest
  @CsvSource({
    "a, a, true",
    "a, b, false",
    "a, aa, false",
    "*, '', true",
    "a*c, abbc, true",
    "a*c, abbd, false",
    "*a*b*, xxaxxbxx, true",
    "?, '', false",
    "a?c, abc, true",
    "[a-c]x, bx, true",
    "[!a-c]x, bx, false",
    "[^a-c]x, dx, true",
    "[]a], ], true",
    "[a-], -, true",
    "[[:digit:]x], 7, true",
    "[[:digit:]], a, false",
    "[\\]], ], true",
    "\\*, *, true",
    "\\*, a, false",
    "[ab, a, false",
    ".*, .hidden, true",
    "*, .hidden, true"
  })
  void matchesAsShellsDo(String pattern, String name, boolean expected) {
    assertThat(Wildcards.match(pattern, name)).isEqualTo(expected);
  }

  @Test
  void endsSoonForPatternsWithManyStars() {
    assertThat(Wildcards.match("*a".repeat(200) + "b", "a".repeat(5000))).isFalse();
  }

  @Test
  void neverFailsWhateverThePattern() {
    long seed = 20261121;
    Random random = new Random(seed);
    String alphabet = "ab*?[]!^-\\:[:alpha:]";
    for (int i = 0; i < 20_000; i++) {
      String pattern = text(random, alphabet);
      String name = text(random, alphabet);
      assertThatCode(() -> Wildcards.match(pattern, name))
          .as("seed %d: %s against %s", seed, pattern, name)
          .doesNotThrowAnyException();
    }
  }

  private static String text(Random random, String alphabet) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(10); length > 0; length--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
