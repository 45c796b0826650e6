// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.rivulet.rsync.Hex;
import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.io.PipeConnection;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ReadAheadTest {
  private static final int CAPACITY = 1024;

  private final PipeConnection.Pair pair = PipeConnection.pair(CAPACITY);
  private final BlockingQueue<MessageCode> messages = new LinkedBlockingQueue<>();
  private Thread pump;

  private ReadAhead over(InputStream in, int capacity, MessageSink sink) {
    return ReadAhead.start(
        new Demultiplexer(new WireInput(in), sink),
        capacity,
        task -> {
          pump = new Thread(task, "read-ahead");
          pump.setDaemon(true);
          return pump;
        });
  }

  private ReadAhead over(int capacity) {
    return over(pair.client().input(), capacity, (code, payload) -> messages.add(code));
  }

  private void peerSends(String hex) throws IOException {
    pair.server().output().write(Hex.bytes(hex));
  }

  @Test
  void deliversDataThenTheEnd() throws IOException {
    ReadAhead ahead = over(CAPACITY);
    peerSends("02000007 0102 01000007 03");
    pair.server().shutdownOutput();
    assertThat(ahead.readAllBytes()).containsExactly(1, 2, 3);
    assertThat(ahead.read()).isEqualTo(-1);
    assertThat(ahead.received()).isEqualTo(11);
  }

  @Test
  void deliversDataThenTheFailure() throws IOException {
    ReadAhead ahead = over(CAPACITY);
    peerSends("02000007 0102 000000ff");
    assertThat(ahead.readNBytes(2)).containsExactly(1, 2);
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(ahead::read)
        .withMessage("unexpected tag 248");
  }

  @Test
  void aTruncatedValueIsReportedWithAllBytes() throws IOException {
    ReadAhead ahead = over(CAPACITY);
    peerSends("02000007 0102");
    pair.server().shutdownOutput();
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> new WireInput(ahead).readInt())
        .withMessage("connection unexpectedly closed (6 bytes received so far)");
  }

  @Test
  void takesMessagesAndDataWhileTheWorkerIsBlockedInItsWrite() throws Exception {
    ReadAhead ahead = over(64 * CAPACITY);
    CountDownLatch written = new CountDownLatch(1);
    Thread worker =
        new Thread(
            () -> {
              try {
                pair.client().output().write(new byte[4 * CAPACITY]);
                written.countDown();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    worker.start();
    // The peer sends far more than the connection holds before it reads anything.
    byte[] frame = new byte[4 + 2 * CAPACITY];
    System.arraycopy(Hex.bytes("00080007"), 0, frame, 0, 4);
    for (int i = 0; i < 8; i++) {
      pair.server().output().write(frame);
    }
    peerSends("04000028 05000000");
    assertThat(messages.poll(10, TimeUnit.SECONDS)).isEqualTo(MessageCode.IO_TIMEOUT);
    assertThat(written.getCount()).isEqualTo(1);
    pair.server().input().readNBytes(4 * CAPACITY);
    worker.join();
    assertThat(written.getCount()).isZero();
    assertThat(ahead.readNBytes(8 * 2 * CAPACITY)).hasSize(8 * 2 * CAPACITY);
  }

  @Test
  void waitingEndsWhenThereIsSomethingToRead() throws IOException {
    ReadAhead ahead = over(CAPACITY);
    assertThat(ahead.await(1)).isFalse();
    peerSends("01000007 07");
    assertThat(ahead.await(TimeUnit.SECONDS.toNanos(10))).isTrue();
    assertThat(ahead.available()).isEqualTo(1);
    assertThat(ahead.read()).isEqualTo(7);
    pair.server().shutdownOutput();
    assertThat(ahead.await(TimeUnit.SECONDS.toNanos(10))).isTrue();
    assertThat(ahead.read()).isEqualTo(-1);
  }

  @Test
  void aSinkThatFailsEndsTheStream() throws IOException {
    ReadAhead ahead =
        over(
            pair.client().input(),
            CAPACITY,
            (code, payload) -> {
              throw new IllegalStateException("no use for it");
            });
    peerSends("01000007 07 01000009 61");
    assertThat(ahead.read()).isEqualTo(7);
    assertThatIOException()
        .isThrownBy(ahead::read)
        .withMessage("a message could not be handled")
        .withRootCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void theThreadEndsWithTheConnection() throws Exception {
    over(CAPACITY);
    pair.client().close();
    pump.join();
    assertThat(pump.isAlive()).isFalse();
  }

  @Test
  void theThreadEndsWhenItIsBlockedByAFullBufferThatNobodyReads() throws Exception {
    ReadAhead ahead = over(2);
    peerSends("08000007 0102030405060708");
    assertThat(ahead.await(TimeUnit.SECONDS.toNanos(10))).isTrue();
    ahead.close();
    pump.join();
    assertThat(List.of(pump.isAlive())).containsExactly(false);
  }
}
