// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.daemon.DaemonPair.Side;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy in front of our daemon is trusted and understood as the reference daemon would. */
class ProxyProtocolIT {
  private static final String BEHIND_PROXY =
      "log file = @DIR@/log\nreverse lookup = no\nproxy protocol = yes\n";
  private static final String MODULE =
      "[m]\npath = @DIR@/module\nuse chroot = no\nhosts allow = 10.0.0.0/8 fd00::/8\n";

  @TempDir Path directory;

  /** The daemon's answer to a header and a request, or that there was none. */
  private static String answer(Side side, String header) throws IOException {
    try (RawClient client = new RawClient(side.port())) {
      client.say(header + "@RSYNCD: 31.0\nm\n").finishSaying();
      String greeting = client.line();
      return greeting.isEmpty() ? "nothing" : client.line();
    } catch (SocketException e) {
      return "nothing";
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PROXY TCP4 10.1.2.3 127.0.0.1 40000 873\r\n",
        "PROXY TCP4 192.168.1.1 127.0.0.1 40000 873\r\n",
        "PROXY TCP6 fd00::1234 ::1 40000 873\r\n",
        "PROXY TCP9 10.1.2.3 127.0.0.1 40000 873\r\n",
        "PROXY TCP4 10.1.2.3 127.0.0.1 40000 873\n",
        "PROXY UNKNOWN\r\n",
        "\r\n\r\n"
            + "\0\r\n"
            + "QUIT\n"
            + "!\u0011\0\f\n"
            + "\u0009\u0008\u0007\u007f\0\0\u0001\u0001\u0001\u0001\u0001",
        "\r\n\r\n"
            + "\0\r\n"
            + "QUIT\n"
            + "!\u0011\0\r\n"
            + "\u0009\u0008\u0007\u007f\0\0\u0001\u0001\u0001\u0001\u0001x"
      })
  void learnsFromTheHeaderWhoTheClientIs(String header) throws IOException {
    try (DaemonPair pair =
        DaemonPair.start(
            directory, BEHIND_PROXY + "proxy protocol hosts = 127.0.0.0/8\n" + MODULE)) {
      assertThat(answer(pair.ours(), header)).isEqualTo(answer(pair.real(), header));
    }
  }

  @Test
  void trustsNoProxyThatIsNotNamed() throws IOException {
    try (DaemonPair pair = DaemonPair.start(directory, BEHIND_PROXY + MODULE)) {
      for (Side side : List.of(pair.real(), pair.ours())) {
        assertThat(answer(side, "PROXY TCP4 10.1.2.3 127.0.0.1 4 8\r\n")).isEqualTo("nothing");
      }
      pair.sameLog(line -> line.contains("proxy protocol"));
    }
  }
}
