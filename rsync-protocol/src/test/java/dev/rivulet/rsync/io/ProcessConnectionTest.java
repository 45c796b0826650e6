// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProcessConnectionTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private static ProcessConnection start(String script) throws IOException {
    return ProcessConnection.start(
        List.of("/bin/sh", "-c", script), Map.of("GREETING", "hello"), "shell");
  }

  @Test
  void everyWriteReachesTheProgramAtOnce() throws IOException {
    try (ProcessConnection connection = start("cat")) {
      connection.output().write(new byte[] {1, 2, 3});
      assertThat(connection.input().readNBytes(3)).containsExactly(1, 2, 3);
      connection.output().write(4);
      assertThat(connection.input().read()).isEqualTo(4);
    }
  }

  @Test
  void halfClosingEndsTheProgramsInput() throws Exception {
    try (ProcessConnection connection = start("cat; exit 7")) {
      connection.output().write('x');
      connection.shutdownOutput();
      assertThat(connection.input().readAllBytes()).containsExactly('x');
      assertThat(connection.waitFor(LONG)).hasValue(7);
    }
  }

  @Test
  void theProgramSeesTheVariables() throws IOException {
    try (ProcessConnection connection = start("printf %s \"$GREETING\"")) {
      assertThat(new String(connection.input().readAllBytes(), StandardCharsets.US_ASCII))
          .isEqualTo("hello");
      assertThat(connection.peer()).isEqualTo("shell");
    }
  }

  @Test
  void closingEndsAProgramThatGoesOn() throws Exception {
    ProcessConnection connection = start("exec sleep 1000");
    assertThat(connection.waitFor(Duration.ZERO)).isEmpty();
    connection.close();
    assertThat(connection.waitFor(LONG)).hasValue(128 + 15);
    assertThatIOException().isThrownBy(() -> connection.input().read());
    assertThatIOException().isThrownBy(() -> connection.output().write(1));
  }

  @Test
  void aProgramThatIsNotThereIsAFailure() {
    assertThatIOException()
        .isThrownBy(
            () -> ProcessConnection.start(List.of("/nonexistent/program"), Map.of(), "nobody"));
  }
}
