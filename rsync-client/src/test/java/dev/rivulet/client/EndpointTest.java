// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a/b",
        "/a:b",
        "./a:b",
        "a/b:c",
        "a/b::c",
        "",
        ".",
        "rsync",
        "user@host",
        "[::1/x",
        "[::1]x:y"
      })
  void takesWhatIsNoHostForAPath(String text) {
    assertThat(Endpoint.parse(text)).isEqualTo(LocalPath.of(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"//host:12x/m", "//host:1:2/m", "//u:p@host/m", "//[::1/m"})
  void takesTheSchemeOfAMalformedUrlForAHost(String rest) {
    assertThat(Endpoint.parse("rsync:" + rest))
        .isEqualTo(new ShellHost("", "rsync", rest.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "rsync://host, '', host, 0, ''",
    "rsync://host/, '', host, 0, ''",
    "RSYNC://host/m/x, '', host, 0, m/x",
    "rsync://u@host:8730/m, u, host, 8730, m",
    "rsync://u@dom@host/m, u@dom, host, 0, m",
    "rsync://host:/m, '', host, 0, m",
    "rsync://[::1]:8730/m, '', ::1, 8730, m",
    "rsync://u@[fe80::1]/m, u, fe80::1, 0, m",
    "host::m, '', host, 0, m",
    "host::m/a:b, '', host, 0, m/a:b",
    "u@host::m/x, u, host, 0, m/x",
    "u@dom@host::m, u@dom, host, 0, m",
    "host::, '', host, 0, ''",
    "::m/x, '', '', 0, m/x",
    "[::1]::m, '', ::1, 0, m",
    "u@[::1]::m, u, ::1, 0, m"
  })
  void understandsDaemons(String text, String user, String host, int port, String path) {
    assertThat(Endpoint.parse(text))
        .isEqualTo(new DaemonUrl(user, host, port, path.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "host:p, '', host, p",
    "u@host:/p q, u, host, /p q",
    "host:, '', host, .",
    ":p, '', '', p",
    "[::1]:p, '', ::1, p",
    "h:a::b, '', h, a::b"
  })
  void understandsRemoteShells(String text, String user, String host, String path) {
    assertThat(Endpoint.parse(text)).isEqualTo(new ShellHost(user, host, path.getBytes(UTF_8)));
  }

  @Test
  void knowsTheModuleOfAPath() {
    assertThat(new String(DaemonUrl.of("h", 0, "mod/a/b").module(), UTF_8)).isEqualTo("mod");
    assertThat(new String(DaemonUrl.of("h", 0, "mod").module(), UTF_8)).isEqualTo("mod");
    assertThat(DaemonUrl.of("h", 0, "/mod").module()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "u@host::m/x, rsync://u@host/m/x",
    "rsync://[::1]:8730/m, rsync://[::1]:8730/m",
    "h::, rsync://h/"
  })
  void showsDaemonsAsUrls(String text, String shown) {
    assertThat(Endpoint.parse(text)).hasToString(shown);
  }

  @Test
  void keepsPathsAsBytes() {
    byte[] text = {'h', ':', ':', 'm', '/', (byte) 0xff};

    assertThat(Endpoint.parse(text).path()).containsExactly('m', '/', 0xff);
  }
}
