// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaemonArgumentsTest {

  private static DaemonArguments parse(String... words) throws RsyncException {
    return DaemonArguments.parse(Arrays.stream(words).map(word -> word.getBytes(UTF_8)).toList());
  }

  @Test
  void understandsTheOptionsOfTheReferenceDaemon() throws RsyncException {
    DaemonArguments arguments =
        parse(
            "--daemon",
            "--no-detach",
            "--config=/c",
            "--port",
            "8730",
            "--address=::1",
            "--log-file=/l",
            "-v6",
            "--bwlimit=2m",
            "--sockopts=SO_SNDBUF=9",
            "-Mpidfile=/p",
            "--dparam=motdfile=/m");

    assertThat(arguments.config()).contains("/c");
    assertThat(arguments.port()).isEqualTo(8730);
    assertThat(arguments.address()).isEqualTo("::1");
    assertThat(arguments.logFile()).isEqualTo("/l");
    assertThat(arguments.addressFamily()).isEqualTo(6);
    assertThat(arguments.overrides())
        .containsExactly("socket options=SO_SNDBUF=9", "pidfile=/p", "motdfile=/m");
    assertThat(arguments.bandwidthLimit()).isEqualTo(2048);
    assertThat(arguments.server()).isFalse();
  }

  @Test
  void hasDefaults() throws RsyncException {
    assertThat(parse())
        .isEqualTo(
            new DaemonArguments(
                Optional.empty(), "", -1, 0, "", 0, 32, List.of(), false, false, false));
  }

  @Test
  void speaksAnOldProtocolWhereItIsAsked() throws RsyncException {
    assertThat(parse("--protocol=29", "--daemon").protocol()).isEqualTo(29);
  }

  @Test
  void knowsARemoteShell() throws RsyncException {
    assertThat(parse("--server", "--daemon", "--config=/c", ".").server()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "--foo, rsync: --foo: unknown option (in daemon mode)",
    "-x, rsync: -x: unknown option (in daemon mode)",
    "extra, rsync: extra: unexpected argument (in daemon mode)",
    "--no-detach=1, rsync: --no-detach=1: option does not take an argument",
    "--port=abc, rsync: --port=abc: invalid numeric value",
    "--port=70000, rsync: --port=70000: invalid numeric value",
    "--config, rsync: --config: missing argument",
    "--bwlimit=x, rsync: --bwlimit=x is invalid",
    "--protocol=33, rsync: --protocol=33: invalid numeric value",
    "-Mfoo, rsync: --dparam value is missing an '=': foo"
  })
  void refusesWhatItDoesNotKnow(String word, String message) {
    assertThatThrownBy(() -> parse(word))
        .isInstanceOfSatisfying(
            RsyncException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.SYNTAX))
        .hasMessageStartingWith(message);
  }
}
