// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ManualClockTest {
  private final ManualClock clock = new ManualClock(Instant.EPOCH);

  @Test
  void standsStillUntilItIsMoved() {
    assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
    assertThat(clock.nanoTime()).isZero();
    clock.advance(Duration.ofMillis(5));
    assertThat(clock.instant()).isEqualTo(Instant.ofEpochMilli(5));
    assertThat(clock.nanoTime()).isEqualTo(5_000_000);
  }

  @Test
  void sleepingMovesIt() {
    clock.sleep(7);
    clock.sleep(-1);
    assertThat(clock.nanoTime()).isEqualTo(7);
  }

  @Test
  void aClockOfAnotherZoneMovesWithIt() {
    var other = clock.withZone(ZoneId.of("Europe/Berlin"));
    clock.advance(Duration.ofSeconds(1));
    assertThat(other.instant()).isEqualTo(Instant.ofEpochSecond(1));
    assertThat(other.getZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
  }
}
