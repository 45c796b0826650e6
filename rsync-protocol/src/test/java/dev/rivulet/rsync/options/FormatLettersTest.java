// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatLettersTest {

  @ParameterizedTest
  @CsvSource({
    "%i %n, true",
    "%n%L, false",
    "x %-12i, true",
    "%'i, true",
    "%%i, false",
    "%%%i, true",
    "i%, false",
    "%, false",
    "'', false",
    "%n 100%i, true"
  })
  void findsWhatAFormatShows(String format, boolean shown) {
    assertThat(FormatLetters.has(format, 'i')).isEqualTo(shown);
  }
}
