// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimiterTest {
  private long now;
  private final List<Long> sleeps = new ArrayList<>();

  private RateLimiter limiter(int kibibytesPerSecond) {
    return new RateLimiter(
        kibibytesPerSecond,
        () -> now,
        nanos -> {
          sleeps.add(nanos);
          now += nanos;
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 100, 10_000})
  void theAverageKeepsToTheLimit(int kibibytesPerSecond) throws IOException {
    PipeConnection.Pair pair = PipeConnection.pair(1 << 20);
    Connection limited = limiter(kibibytesPerSecond).limit(pair.client());
    limited.output().write(new byte[200_000]);
    double seconds = 200_000 / (1024.0 * kibibytesPerSecond);
    assertThat(now / 1e9).isBetween(seconds - 0.01, seconds);
    assertThat(pair.server().input().available()).isEqualTo(200_000);
  }

  @Test
  void theFlowIsEven() throws IOException {
    PipeConnection.Pair pair = PipeConnection.pair();
    limiter(80).limit(pair.client()).output().write(new byte[80 * 1024]);
    assertThat(sleeps).hasSize(8).allMatch(nanos -> nanos == 125_000_000);
  }

  @Test
  void timeSpentIdleIsNotMadeUpFor() throws IOException {
    PipeConnection.Pair pair = PipeConnection.pair();
    Connection limited = limiter(1).limit(pair.client());
    now += 60_000_000_000L;
    long start = now;
    limited.output().write(new byte[4096]);
    assertThat(now - start).isEqualTo(4_000_000_000L);
  }

  @Test
  void veryShortWaitsAreSavedUp() throws IOException {
    PipeConnection.Pair pair = PipeConnection.pair();
    Connection limited = limiter(100).limit(pair.client());
    for (int i = 0; i < 1000; i++) {
      limited.output().write(7);
    }
    assertThat(sleeps).isEmpty();
    for (int i = 0; i < 100; i++) {
      limited.output().write(7);
    }
    assertThat(sleeps).hasSize(1);
  }

  @Test
  void anInterruptEndsTheWaitingAndIsKept() {
    RateLimiter limiter =
        new RateLimiter(
            1,
            () -> now,
            nanos -> {
              throw new InterruptedException();
            });
    assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> limiter.written(1024));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aLimitOfNothingIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> limiter(0));
  }
}
