// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ScriptedConnectionTest {
  private final ScriptedConnection peer =
      ScriptedConnection.script()
          .reply(new byte[] {1, 2})
          .expect(new byte[] {10})
          .expectAny(1)
          .reply(new byte[] {3})
          .build();

  @Test
  void answersWhenItHasBeenSentWhatItExpects() throws IOException {
    assertThat(peer.input().readNBytes(2)).containsExactly(1, 2);
    peer.output().write(new byte[] {10, 99});
    assertThat(peer.input().readAllBytes()).containsExactly(3);
    assertThat(peer.sentBytes()).containsExactly(10, 99);
    peer.assertFinished();
  }

  @Test
  void refusesAnotherByteThanTheExpectedOne() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> peer.output().write(11))
        .withMessage("unexpected byte 0b at 0 instead of 0a");
  }

  @Test
  void refusesBytesBehindTheScript() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> peer.output().write(new byte[] {10, 99, 5}))
        .withMessage("unexpected byte 05 at 2, the end");
  }

  @Test
  void waitsForTheThreadThatWrites() throws Exception {
    assertThat(peer.input().readNBytes(2)).hasSize(2);
    Thread writer =
        new Thread(
            () -> {
              try {
                peer.output().write(new byte[] {10, 0});
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    writer.start();
    assertThat(peer.input().read()).isEqualTo(3);
    writer.join();
  }

  @Test
  void aReadThatNobodyCanAnswerFails() throws IOException {
    assertThat(peer.input().readNBytes(2)).hasSize(2);
    peer.shutdownOutput();
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> peer.input().read())
        .withMessageContaining("expects 2 more bytes");
  }

  @Test
  void knowsWhatIsLeftOfTheScript() throws IOException {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(peer::assertFinished)
        .withMessage("the script still expects 2 bytes");
    peer.output().write(new byte[] {10, 0});
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(peer::assertFinished)
        .withMessageContaining("answer number 1");
  }

  @Test
  void failsAfterItWasClosed() {
    peer.close();
    assertThat(peer.isClosed()).isTrue();
    assertThatIOException().isThrownBy(() -> peer.input().read());
    assertThatIOException().isThrownBy(() -> peer.output().write(10));
  }
}
