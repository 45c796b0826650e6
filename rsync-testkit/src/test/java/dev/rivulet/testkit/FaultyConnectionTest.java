// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.rivulet.rsync.io.PipeConnection;
import dev.rivulet.testkit.FaultyConnection.Faults;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FaultyConnectionTest {
  private final PipeConnection.Pair pair = PipeConnection.pair();

  private FaultyConnection with(Faults faults) {
    return new FaultyConnection(pair.client(), faults);
  }

  private void peerSends(int count) throws IOException {
    pair.server().output().write(new byte[count]);
  }

  @Test
  void withoutFaultsItIsTheSoundConnection() throws IOException {
    peerSends(100);
    FaultyConnection connection = with(Faults.NONE);
    assertThat(connection.input().read(new byte[200])).isEqualTo(100);
    connection.output().write(new byte[100]);
    assertThat(pair.server().input().read(new byte[200])).isEqualTo(100);
  }

  @Test
  void splitsReads() throws IOException {
    peerSends(5);
    assertThat(with(Faults.NONE.split(2)).input().read(new byte[5])).isEqualTo(2);
  }

  @Test
  void splitsWritesButLosesNothing() throws IOException {
    int[] writes = new int[1];
    with(Faults.NONE.split(2).delay(() -> writes[0]++)).output().write(new byte[5]);
    assertThat(writes[0]).isEqualTo(3);
    assertThat(pair.server().input().available()).isEqualTo(5);
  }

  @Test
  void endsEarly() throws IOException {
    peerSends(5);
    FaultyConnection connection = with(Faults.NONE.truncate(3));
    assertThat(connection.input().readAllBytes()).hasSize(3);
    assertThat(connection.input().read()).isEqualTo(-1);
  }

  @Test
  void breaksWhileReading() throws IOException {
    peerSends(5);
    FaultyConnection connection = with(Faults.NONE.resetReads(3));
    assertThat(connection.input().readNBytes(3)).hasSize(3);
    assertThatIOException()
        .isThrownBy(() -> connection.input().read())
        .withMessage("Connection reset by peer");
  }

  @Test
  void breaksWhileWriting() throws IOException {
    FaultyConnection connection = with(Faults.NONE.resetWrites(3));
    assertThatIOException().isThrownBy(() -> connection.output().write(new byte[5]));
    assertThat(pair.server().input().available()).isEqualTo(3);
  }

  @Test
  void delaysEveryReadAndWrite() throws IOException {
    ManualClock clock = ManualClock.atRest();
    FaultyConnection connection =
        with(Faults.NONE.delay(() -> clock.advance(Duration.ofSeconds(1))));
    peerSends(1);
    assertThat(connection.input().read()).isZero();
    connection.output().write(1);
    assertThat(clock.nanoTime()).isEqualTo(2_000_000_000L);
  }
}
