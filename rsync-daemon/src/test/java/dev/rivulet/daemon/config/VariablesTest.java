// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a;b", "'", "a\"", "`x`", "$x", "touc?", "~u", "#", "a\nb", "{a}"})
  void namesAVariableThatAShellMightActUpon(String value) {
    Variables variables = Variables.of(Map.of("RSYNC_USER_NAME", value));
    assertThat(variables.unsafeIn("check %RSYNC_USER_NAME%")).contains("RSYNC_USER_NAME");
    assertThat(variables.unsafeIn("check \"$RSYNC_USER_NAME\"")).isEmpty();
  }

  @Test
  void trustsPlainValuesAndTheEnvironment() {
    Variables variables = Variables.of(Map.of("RSYNC_USER_NAME", "a.b-1_x/@:+=,", "PATHS", "a b"));
    assertThat(variables.unsafeIn("check %RSYNC_USER_NAME% %PATHS% %RSYNC_NONE%")).isEmpty();
  }
}
