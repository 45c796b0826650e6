// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.io.Connection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every answer was seen to be taken or refused by the reference program. */
class HttpProxyTest {
  private static final HttpProxy PROXY = new HttpProxy("p", 1, "");

  /** A proxy with a fixed answer. */
  private static final class Answering implements Connection {
    private final InputStream input;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    Answering(String answer) {
      input = new ByteArrayInputStream(answer.getBytes(ISO_8859_1));
    }

    @Override
    public InputStream input() {
      return input;
    }

    @Override
    public OutputStream output() {
      return output;
    }

    @Override
    public void shutdownOutput() {}

    @Override
    public String peer() {
      return "proxy";
    }

    @Override
    public void close() {}
  }

  private static String request(String specification) throws RsyncException {
    return new String(HttpProxy.parse(specification).request("up.example", 1234), ISO_8859_1);
  }

  @Test
  void asksForAConnection() throws RsyncException {
    assertThat(request("gate:80")).isEqualTo("CONNECT up.example:1234 HTTP/1.0\r\n\r\n");
    assertThat(request("us@er:p:w@gate:80"))
        .endsWith("HTTP/1.0\r\nProxy-Authorization: Basic dXNAZXI6cDp3\r\n\r\n");
    assertThat(HttpProxy.parse("us@er:p:w@gate:80"))
        .isEqualTo(new HttpProxy("gate", 80, "us@er:p:w"));
  }

  @ParameterizedTest
  @CsvSource({
    "gate, invalid proxy specification: should be HOST:PORT",
    "user@gate:80, invalid proxy specification: should be USER:PASS@HOST:PORT",
    "gate:x, rsync: getaddrinfo: gate x: Servname not supported for ai_socktype",
    "gate:99999, rsync: getaddrinfo: gate 99999: Servname not supported for ai_socktype"
  })
  void refusesOtherSpecifications(String specification, String message) {
    assertThatThrownBy(() -> HttpProxy.parse(specification)).hasMessage(message);
  }

  @Test
  void putsNothingIntoTheRequestThatCouldBeAnotherLine() {
    assertThatThrownBy(() -> PROXY.request("a\r\nb", 1))
        .hasMessage("invalid control character in proxy CONNECT host");
    assertThatThrownBy(() -> PROXY.request("a".repeat(1100), 1))
        .hasMessage("proxy CONNECT request too long");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.0 200 OK\r\n\r\n",
        "HTTP/1.1 299 Well\r\nA: b\r\nC: d\r\n\r\n",
        "HTTP/1.0  200 OK\n\n"
      })
  void leavesWhatFollowsASuccess(String answer) throws IOException {
    Answering connection = new Answering(answer + "@RSYNCD");
    PROXY.open(connection, "request".getBytes(ISO_8859_1));
    assertThat(connection.output).hasToString("request");
    assertThat(connection.input.readAllBytes()).asString(ISO_8859_1).isEqualTo("@RSYNCD");
  }

  @ParameterizedTest
  @CsvSource({
    "'HTTP/1.0 503 No|', bad response from proxy -- HTTP/1.0 503 No",
    "'HTTP/x 200|', bad response from proxy -- HTTP/x 200",
    "'garbage|', bad response from proxy -- garbage",
    "'HTTP/1.0 200 OK|Foo', rsync: failed to read from proxy: the connection has ended",
    "'', rsync: failed to read from proxy: the connection has ended"
  })
  void refusesOtherAnswers(String answer, String message) {
    assertThatThrownBy(() -> PROXY.open(new Answering(answer.replace("|", "\r\n")), new byte[0]))
        .isInstanceOfSatisfying(
            RsyncException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.SOCKET_IO))
        .hasMessage(message);
  }

  @Test
  void boundsTheLinesOfTheAnswer() {
    String line = "x".repeat(1100);
    assertThatThrownBy(() -> PROXY.open(new Answering(line), new byte[0]))
        .hasMessage("proxy response line too long");
    assertThatThrownBy(() -> PROXY.open(new Answering("HTTP/1.0 200 OK\r\n" + line), new byte[0]))
        .hasMessage("proxy response header line too long");
  }
}
