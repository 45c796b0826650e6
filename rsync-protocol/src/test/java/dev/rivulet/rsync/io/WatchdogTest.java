// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WatchdogTest {
  private long now;
  private final Watchdog watchdog = new Watchdog(() -> now);
  private final PipeConnection.Pair pair = PipeConnection.pair();

  private void secondsPass(int seconds) {
    now += TimeUnit.SECONDS.toNanos(seconds);
  }

  @Test
  void closesAConnectionOverWhichNothingMoves() {
    WatchedConnection connection = watchdog.watch(pair.client(), 4);
    secondsPass(3);
    assertThat(watchdog.check()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    assertThat(connection.isExpired()).isFalse();
    secondsPass(1);
    watchdog.check();
    assertThat(connection.isExpired()).isTrue();
  }

  @Test
  void everythingFailsWithTheTimeoutAfterwards() {
    WatchedConnection connection = watchdog.watch(pair.client(), 4);
    secondsPass(4);
    watchdog.check();
    for (Operation operation :
        List.<Operation>of(
            () -> connection.input().read(),
            () -> connection.input().read(new byte[1]),
            () -> connection.output().write(1),
            () -> connection.output().write(new byte[1]))) {
      assertThatExceptionOfType(RsyncException.class)
          .isThrownBy(operation::run)
          .withMessage("io timeout after 4 seconds -- exiting")
          .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.TIMEOUT));
    }
  }

  private interface Operation {
    void run() throws IOException;
  }

  @Test
  void readsAndWritesAreSignsOfLife() throws IOException {
    WatchedConnection connection = watchdog.watch(pair.client(), 4);
    pair.server().output().write(new byte[2]);
    for (Operation operation :
        List.<Operation>of(
            () -> connection.input().read(),
            () -> connection.input().read(new byte[1]),
            () -> connection.output().write(1),
            () -> connection.output().write(new byte[1]))) {
      secondsPass(3);
      operation.run();
      assertThat(watchdog.check()).isEqualTo(TimeUnit.SECONDS.toNanos(4));
    }
    assertThat(connection.isExpired()).isFalse();
  }

  @Test
  void withoutATimeoutItOnlyWatches() {
    WatchedConnection connection = watchdog.watch(pair.client(), 0);
    secondsPass(1_000_000);
    assertThat(watchdog.check()).isEqualTo(Long.MAX_VALUE);
    assertThat(connection.isExpired()).isFalse();
  }

  @Test
  void aTimeoutCanBeSetLater() {
    Connection connection = watchdog.watch(pair.client(), 0);
    secondsPass(3);
    connection.setTimeoutSeconds(5);
    assertThat(connection.timeoutSeconds()).isEqualTo(5);
    assertThat(watchdog.check()).isEqualTo(TimeUnit.SECONDS.toNanos(2));
  }

  @Test
  void wrappersPassTheTimeoutOn() {
    WatchedConnection watched = watchdog.watch(pair.client(), 7);
    Connection wrapped =
        new RateLimiter(1)
            .limit(
                new RecordingConnection(
                    watched, OutputStream.nullOutputStream(), OutputStream.nullOutputStream()));
    assertThat(wrapped.timeoutSeconds()).isEqualTo(7);
    wrapped.setTimeoutSeconds(3);
    assertThat(watched.timeoutSeconds()).isEqualTo(3);
    assertThat(pair.client().timeoutSeconds()).isZero();
  }

  @Test
  void aClosedConnectionIsForgotten() throws IOException {
    WatchedConnection connection = watchdog.watch(pair.client(), 4);
    connection.close();
    secondsPass(10);
    assertThat(watchdog.check()).isEqualTo(Long.MAX_VALUE);
    assertThat(connection.isExpired()).isFalse();
  }

  @Test
  void aSlowPeerGetsLongWritesInPieces() throws IOException {
    List<Integer> writes = new ArrayList<>();
    WatchedConnection connection =
        watchdog.watch(
            new OutputOnly(
                new OutputStream() {
                  @Override
                  public void write(int value) {
                    writes.add(1);
                  }

                  @Override
                  public void write(byte[] data, int offset, int length) {
                    writes.add(length);
                  }
                }),
            2);
    connection.output().write(new byte[20_000]);
    assertThat(writes).containsExactly(8192, 8192, 3616);
    connection.setTimeoutSeconds(0);
    connection.output().write(new byte[20_000]);
    assertThat(writes).endsWith(20_000);
  }

  private record OutputOnly(OutputStream output) implements Connection {
    @Override
    public InputStream input() {
      return InputStream.nullInputStream();
    }

    @Override
    public void shutdownOutput() {}

    @Override
    public String peer() {
      return "nobody";
    }

    @Override
    public void close() {}
  }

  @Test
  void itsThreadEndsABlockedRead() throws Exception {
    Thread[] thread = new Thread[1];
    AtomicLong time = new AtomicLong();
    Watchdog awake =
        Watchdog.start(
            task -> {
              thread[0] = new Thread(task, "watchdog");
              thread[0].setDaemon(true);
              return thread[0];
            },
            time::get);
    try (WatchedConnection connection = awake.watch(pair.client(), 600)) {
      time.set(TimeUnit.SECONDS.toNanos(600));
      // Sooner than whatever the thread sleeps for by this clock, which its real sleep ignores.
      awake.deadlineIn(-1);
      assertThatExceptionOfType(RsyncException.class)
          .isThrownBy(() -> connection.input().read())
          .withMessage("io timeout after 600 seconds -- exiting");
    }
    awake.close();
    thread[0].join();
    assertThat(thread[0].isAlive()).isFalse();
  }
}
