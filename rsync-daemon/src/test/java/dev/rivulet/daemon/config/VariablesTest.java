// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariablesTest {
  private static final Variables VARIABLES = Variables.of(Map.of("A", "x", "LONG", "%A%"));

  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "%A%, x",
    "p%A%q%A%, pxqx",
    "%B%, %B%",
    "50%, 50%",
    "%%, %%",
    "50%A%, 50x",
    "%B%A%, %Bx",
    "%LONG%, %A%"
  })
  void replacesWhatIsKnownAndLeavesTheRest(String value, String expected) {
    assertThat(VARIABLES.expand(value)).isEqualTo(expected);
  }
}
