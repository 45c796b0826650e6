// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RecordingConnectionTest {
  private final PipeConnection.Pair pair = PipeConnection.pair();
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final Connection connection = new RecordingConnection(pair.client(), received, sent);

  @Test
  void copiesWhatPassesInEachDirection() throws IOException {
    connection.output().write(1);
    connection.output().write(new byte[] {0, 2, 3, 0}, 1, 2);
    pair.server().output().write(new byte[] {4, 5, 6});
    assertThat(connection.input().read()).isEqualTo(4);
    assertThat(connection.input().read(new byte[10], 2, 8)).isEqualTo(2);
    assertThat(pair.server().input().readNBytes(3)).containsExactly(1, 2, 3);
    assertThat(sent.toByteArray()).containsExactly(1, 2, 3);
    assertThat(received.toByteArray()).containsExactly(4, 5, 6);
  }

  @Test
  void theEndIsNotCopied() throws IOException {
    pair.server().close();
    assertThat(connection.input().read()).isEqualTo(-1);
    assertThat(connection.input().read(new byte[4])).isEqualTo(-1);
    assertThat(received.size()).isZero();
  }

  @Test
  void isOtherwiseTheConnectionItRecords() throws IOException {
    assertThat(connection.peer()).isEqualTo(pair.client().peer());
    connection.shutdownOutput();
    assertThat(pair.server().input().read()).isEqualTo(-1);
  }
}
