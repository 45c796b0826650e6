// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuzzyDistanceTest {

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String distance(String name, String other, long limit) {
    long distance = FuzzyDistance.of(bytes(name), bytes(other), limit);
    return "%d.%05d".formatted(distance / FuzzyDistance.UNIT, distance % FuzzyDistance.UNIT);
  }

  /** As the reference program gives them with --debug=FUZZY2. */
  @ParameterizedTest(name = "{0} is {1} from report-2.txt")
  @CsvSource({
    "report-2.txt,      0.00000",
    "report-1.txt,      1.00001",
    "report-22.txt.bak, 5.00398",
    "zeport-2.doc,      34.00470",
    "rep.tar.gz~,       37.01630",
  })
  void measuresAsTheReferenceProgramDoes(String name, String expected) {
    assertThat(distance(name, "report-2.txt", FuzzyDistance.TOO_FAR)).isEqualTo(expected);
  }

  @Test
  void givesUpOnLengthsThatDifferByMoreThanTheLimit() {
    assertThat(distance("report-22.txt.bak", "report-2.txt", FuzzyDistance.UNIT + 1))
        .isEqualTo("65535.00001");
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "a.txt,        .txt",
    "a.tar.gz,     .gz",
    "a.txt~,       .txt",
    "a.txt.bak,    .txt",
    "a.txt.old,    .txt",
    "a.orig,       ''",
    "a.txt.~1~,    .txt",
    "libx.so.3,    .so",
    "core.123,     .123",
    ".profile,     ''",
    "..rc.x,       .x",
    "plain,        ''",
    "'',           ''",
  })
  void findsTheSuffixThatSaysWhatAFileIs(String name, String suffix) {
    assertThat(new String(FuzzyDistance.suffix(bytes(name)), StandardCharsets.UTF_8))
        .isEqualTo(suffix);
  }
}
