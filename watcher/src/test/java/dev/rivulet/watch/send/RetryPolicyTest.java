// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private final RetryPolicy retry = new RetryPolicy(new SplittableRandom(1));

  @Test
  void hazard_10_3_doublesFromHalfASecondToAMinuteWithJitter() {
    long[] full = {500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000};
    for (long millis : full) {
      assertThat(retry.failed())
          .isBetween(Duration.ofMillis(millis / 2), Duration.ofMillis(millis));
    }
  }

  @Test
  void startsAgainAfterASuccess() {
    for (int i = 0; i < 10; i++) {
      retry.failed();
    }
    retry.succeeded();

    assertThat(retry.failures()).isZero();
    assertThat(retry.failed()).isLessThanOrEqualTo(Duration.ofMillis(500));
  }

  @Test
  void hazard_10_6_waitsLongestWhereOnlyANewConfigurationHelps() {
    assertThat(retry.refused()).isEqualTo(Duration.ofSeconds(60));
    assertThat(retry.failures()).isEqualTo(1);
  }

  @Test
  void hazard_10_3_fiveMinutesOfADeadTargetCostFewTries() {
    Duration waited = Duration.ZERO;
    int tries = 0;
    while (waited.compareTo(Duration.ofMinutes(5)) < 0) {
      waited = waited.plus(retry.failed());
      tries++;
    }
    assertThat(tries).isLessThan(40);
  }
}
