// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketTuningTest {

  @Test
  void setsWhatIsNamed() throws IOException {
    try (SocketChannel channel = SocketChannel.open()) {
      SocketTuning.parse("SO_KEEPALIVE,TCP_NODELAY=0  SO_RCVBUF=65536 IPTOS_LOWDELAY")
          .apply(channel);
      assertThat(channel.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
      assertThat(channel.getOption(StandardSocketOptions.TCP_NODELAY)).isFalse();
      assertThat(channel.getOption(StandardSocketOptions.SO_RCVBUF)).isGreaterThanOrEqualTo(65536);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FOO, Unknown socket option FOO",
    "so_keepalive, Unknown socket option so_keepalive",
    "'SO_KEEPALIVE,BAR', Unknown socket option BAR",
    "IPTOS_LOWDELAY=3, syntax error -- IPTOS_LOWDELAY does not take a value",
    "SO_SNDLOWAT=7, failed to set socket option SO_SNDLOWAT: Protocol not available (92)"
  })
  void complainsOfWhatCannotBeSet(String list, String complaint) {
    assertThat(SocketTuning.parse(list).complaints()).containsExactly(complaint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " , ", "SO_BROADCAST", "SO_SNDBUF", "SO_SNDBUF=x", "SO_REUSEADDR=0"})
  void takesWhateverElseThereIs(String list) throws IOException {
    SocketTuning tuning = SocketTuning.parse(list);
    assertThat(tuning.complaints()).isEmpty();
    try (SocketChannel channel = SocketChannel.open()) {
      tuning.apply(channel);
    }
  }
}
