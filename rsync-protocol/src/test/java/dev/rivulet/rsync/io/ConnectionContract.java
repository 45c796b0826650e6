// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link Connection} does, shown on both ends of a connected pair. */
@Timeout(30)
abstract class ConnectionContract {
  private static final int MORE_THAN_ANY_BUFFER = 16 << 20;

  /** Two connected ends. */
  record Ends(Connection near, Connection far) {}

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Ends ends;

  abstract Ends connect() throws IOException;

  @BeforeEach
  void open() throws IOException {
    ends = connect();
  }

  @AfterEach
  void close() throws IOException {
    ends.near().close();
    ends.far().close();
    threads.shutdownNow();
  }

  private <T> CompletableFuture<T> inBackground(IoTask<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            result.complete(task.run());
          } catch (IOException e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  private interface IoTask<T> {
    T run() throws IOException;
  }

  @Test
  void carriesBytesBothWays() throws IOException {
    ends.near().output().write(new byte[] {1, 2, 3});
    ends.near().output().write(4);
    assertThat(ends.far().input().readNBytes(4)).containsExactly(1, 2, 3, 4);
    ends.far().output().write(new byte[] {9, 8, 7}, 1, 1);
    assertThat(ends.near().input().read()).isEqualTo(8);
  }

  @Test
  void aReadReturnsWhatThereIsWithoutWaitingForMore() throws IOException {
    ends.near().output().write(new byte[] {1, 2});
    byte[] target = new byte[10];
    int count = ends.far().input().read(target, 3, 7);
    assertThat(count).isBetween(1, 2);
    assertThat(target[3]).isEqualTo((byte) 1);
    assertThat(target[2]).isZero();
  }

  @Test
  void everyWriteIsSentAtOnce() throws Exception {
    CompletableFuture<Integer> answer =
        inBackground(
            () -> {
              int question = ends.far().input().read();
              ends.far().output().write(question + 1);
              return question;
            });
    ends.near().output().write(41);
    assertThat(ends.near().input().read()).isEqualTo(42);
    assertThat(answer.get()).isEqualTo(41);
  }

  @Test
  void halfClosingEndsOneDirectionOnly() throws IOException {
    ends.near().output().write(5);
    ends.near().shutdownOutput();
    assertThat(ends.far().input().readAllBytes()).containsExactly(5);
    ends.far().output().write(6);
    assertThat(ends.near().input().read()).isEqualTo(6);
  }

  @Test
  void closingIsAnEndForThePeer() throws IOException {
    ends.near().output().write(5);
    ends.near().close();
    assertThat(ends.far().input().readAllBytes()).containsExactly(5);
  }

  @Test
  void closingTwiceDoesNoHarm() throws IOException {
    ends.near().close();
    assertThatCode(() -> ends.near().close()).doesNotThrowAnyException();
  }

  @Test
  void nothingWorksAfterClosing() throws IOException {
    ends.near().close();
    assertThatIOException().isThrownBy(() -> ends.near().input().read());
    assertThatIOException().isThrownBy(() -> ends.near().output().write(1));
  }

  @Test
  void closingEndsABlockedRead() throws Exception {
    CompletableFuture<Integer> read = inBackground(() -> ends.near().input().read());
    ends.near().close();
    assertThat(failureOf(read)).isInstanceOf(IOException.class);
  }

  @Test
  void closingEndsABlockedWrite() throws Exception {
    CompletableFuture<Void> write =
        inBackground(
            () -> {
              ends.near().output().write(new byte[MORE_THAN_ANY_BUFFER]);
              return null;
            });
    assertThat(ends.far().input().read()).isZero();
    ends.near().close();
    assertThat(failureOf(write)).isInstanceOf(IOException.class);
  }

  @Test
  void aWriteToAClosedPeerFails() throws IOException {
    ends.far().close();
    assertThatIOException()
        .isThrownBy(() -> ends.near().output().write(new byte[MORE_THAN_ANY_BUFFER]));
  }

  @Test
  void bulkPassesUnchangedInBothDirectionsAtOnce() throws Exception {
    byte[] bulk = new byte[3_000_003];
    new Random(5).nextBytes(bulk);
    CompletableFuture<Void> there = inBackground(() -> send(ends.near(), bulk));
    CompletableFuture<Void> back = inBackground(() -> send(ends.far(), bulk));
    CompletableFuture<byte[]> atNear = inBackground(() -> receive(ends.near()));
    assertThat(Arrays.equals(receive(ends.far()), bulk)).isTrue();
    assertThat(Arrays.equals(atNear.get(), bulk)).isTrue();
    there.get();
    back.get();
  }

  private static Void send(Connection connection, byte[] bulk) throws IOException {
    for (int done = 0; done < bulk.length; ) {
      int piece = Math.min(bulk.length - done, 1 + done % 200_000);
      connection.output().write(bulk, done, piece);
      done += piece;
    }
    connection.shutdownOutput();
    return null;
  }

  private static byte[] receive(Connection connection) throws IOException {
    InputStream in = connection.input();
    byte[] all = new byte[4_000_000];
    int length = 0;
    for (int count; (count = in.read(all, length, all.length - length)) >= 0; ) {
      length += count;
    }
    return Arrays.copyOf(all, length);
  }

  @Test
  void namesItsPeer() {
    assertThat(ends.near().peer()).isNotBlank();
  }

  private static Throwable failureOf(CompletableFuture<?> future) throws InterruptedException {
    try {
      future.get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }
}
