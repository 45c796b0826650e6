// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.0.0.0",
        "::",
        "::1",
        "fe80::",
        "2001:db8::10:0:0:1",
        "2001:db8:0:1:1:1:1:1",
        "1:0:0:2::3",
        "fe80::200:5aee:feaa:20a2",
        "1:2:3:4:5:6:7:8",
      })
  void isTheShortestOne(String text) throws UnknownHostException {
    assertThat(AddressText.of(InetAddress.getByName(text))).isEqualTo(text);
  }
}
