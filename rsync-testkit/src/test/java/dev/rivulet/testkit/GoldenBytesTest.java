// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenBytesTest {

  @Test
  void readsPairsTextsAndComments() {
    byte[] bytes =
        GoldenBytes.of(
            """
            0500 0007   # a header
            "a b" 00ff  # "no text" ff
            """);
    assertThat(GoldenBytes.hex(bytes)).isEqualTo("05 00 00 07 61 20 62 00 ff");
  }

  @Test
  void loadsAResource() {
    assertThat(GoldenBytes.load(GoldenBytesTest.class, "/golden/sample.hex"))
        .containsExactly(0x81, 0xfe, 'm', 'd', '5');
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0g", "\"open", "0 0"})
  void refusesWhatItDoesNotUnderstand(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> GoldenBytes.of(text));
  }

  @Test
  void saysWhichResourceIsMissing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GoldenBytes.load(GoldenBytesTest.class, "/golden/none.hex"))
        .withMessageContaining("/golden/none.hex");
  }
}
