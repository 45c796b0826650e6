// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExitCodeTest {

  @ParameterizedTest
  @CsvSource({
    "0, success",
    "1, syntax or usage error",
    "2, protocol incompatibility",
    "5, error starting client-server protocol",
    "10, error in socket IO",
    "12, error in rsync protocol data stream",
    "23, some files/attrs were not transferred (see previous errors)",
    "24, some files vanished before they could be transferred",
    "30, timeout in data send/receive",
    "35, timeout waiting for daemon connection",
  })
  void numbersAndTextsAreThoseOfTheManual(int code, String text) {
    assertThat(ExitCode.of(code).text()).isEqualTo(text);
    assertThat(ExitCode.of(code).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @EnumSource
  void everyNumberLeadsBackToItsConstant(ExitCode exitCode) {
    assertThat(ExitCode.of(exitCode.code())).isSameAs(exitCode);
  }

  @Test
  void noNumberIsUsedTwice() {
    assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::code)).doesNotHaveDuplicates();
  }

  @Test
  void anUndefinedNumberIsABrokenStream() {
    assertThat(ExitCode.of(99)).isSameAs(ExitCode.STREAM_IO);
  }

  @Test
  void exceptionsCarryTheirCode() {
    assertThat(new ProtocolException("x").exitCode()).isSameAs(ExitCode.PROTOCOL);
    assertThat(ProtocolException.stream("x").exitCode()).isSameAs(ExitCode.STREAM_IO);
    assertThat(new RsyncException(ExitCode.TIMEOUT, "x", new Exception("cause")))
        .hasRootCauseMessage("cause")
        .hasMessage("x");
  }
}
