// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestScannerTest {
  private static final String GREETING = "@RSYNCD: 31.0\n";

  private static boolean isComplete(String heard) {
    byte[] bytes = heard.getBytes(ISO_8859_1);
    return RequestScanner.isComplete(bytes, bytes.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m\n",
        "\n",
        "#list\n",
        "m\nmore",
        "#early_input=3\nabcm\n",
        "#early_input=3\n\n\n\nm\n",
        "#early_input=0\n",
        "#early_input=x\n",
        "#early_input=99999999\n"
      })
  void knowsWhenARequestIsComplete(String request) {
    assertThat(isComplete(GREETING + request)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello\n", "\n", "@RSYNCD: 31\n", "@RSYNCD: 32.0\n"})
  void doesNotWaitForARequestBehindABadGreeting(String greeting) {
    assertThat(isComplete(greeting)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m", "#early_input=3", "#early_input=3\n", "#early_input=3\nabcm"})
  void waitsForTheRest(String request) {
    assertThat(isComplete(GREETING + request)).isFalse();
  }

  @Test
  void waitsForNoneOfTheBytesOfACompleteRequest() {
    String request = "@RSYNCD: 31.0\n#early_input=5\nx\ny\nzmodule\n";
    for (int length = 0; length < request.length(); length++) {
      assertThat(isComplete(request.substring(0, length))).as("%d bytes", length).isFalse();
    }
    assertThat(isComplete(request)).isTrue();
  }

  @Test
  void doesNotGatherWithoutEnd() {
    assertThat(isComplete("x".repeat(RequestScanner.MAX_BYTES - 1))).isFalse();
    assertThat(isComplete("x".repeat(RequestScanner.MAX_BYTES))).isTrue();
  }
}
