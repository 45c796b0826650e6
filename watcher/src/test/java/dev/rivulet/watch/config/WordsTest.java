// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void blanksSeparateAndQuotesKeepTogether() {
    assertThat(Words.split("  -a\t--exclude='a b'  \"c d\"e "))
        .hasValue(List.of("-a", "--exclude=a b", "c de"));
  }

  @Test
  void anEmptyPairOfQuotesIsAWord() {
    assertThat(Words.split("'' x \"\"")).hasValue(List.of("", "x", ""));
    assertThat(Words.split("  ")).hasValue(List.of());
  }

  @Test
  void aBackslashQuotesWhatTheShellLetsItQuote() {
    assertThat(Words.split("a\\ b \"\\\"\\\\\\n\" '\\'")).hasValue(List.of("a b", "\"\\\\n", "\\"));
  }

  @Test
  void whatDoesNotEndIsRefused() {
    assertThat(Words.split("'a")).isEmpty();
    assertThat(Words.split("\"a\\\"")).isEmpty();
    assertThat(Words.split("a\\")).isEmpty();
  }
}
