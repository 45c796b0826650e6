// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.io.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramConnectorTest {

  @Test
  void putsTheHostIntoTheCommand() throws RsyncException {
    assertThat(command("ssh gate nc %H 873; echo 5%% %x %", "a.b-c_d"))
        .isEqualTo("ssh gate nc 'a.b-c_d' 873; echo 5% %x %");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a'b", "a$b", "a b", "-a", "+a", "~a", "%a", "\u00e4"})
  void refusesAHostThatAShellMightActUpon(String host) {
    assertThatThrownBy(() -> command("nc %H", host))
        .isInstanceOfSatisfying(
            RsyncException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.SOCKET_IO));
  }

  @Test
  void givesTheCommandASocketAsItsInput() throws Exception {
    ProgramConnector connector =
        new ProgramConnector("readlink /proc/self/fd/0 | cut -c 1-7".getBytes(UTF_8));
    try (Connection connection =
        connector.connect(DaemonUrl.of("host", 0, "module"), Duration.ZERO)) {
      assertThat(connection.input().readAllBytes()).asString(UTF_8).isEqualTo("socket:\n");
    }
  }

  private static String command(String template, String host) throws RsyncException {
    return new String(new ProgramConnector(template.getBytes(UTF_8)).commandFor(host), UTF_8);
  }
}
