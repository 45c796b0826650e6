// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TransferGapTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final TransferGap gap = new TransferGap(0);
  private long now;

  @Test
  void hazard_4_2_theFirstTransferAfterIdleGoesAtOnce() {
    assertThat(gap.left(0)).isNotPositive();
    run(SECOND, 1);
    now += SECOND;

    assertThat(gap.left(now)).isNotPositive();
  }

  @Test
  void hazard_4_2_aRowOfTransfersStartsQuickly() {
    gap.started(0, 1);

    assertThat(gap.left(0)).isEqualTo(15 * MILLI);
  }

  @Test
  void hazard_4_2_aLoadMakes25TransfersASecond() {
    assertThat(run(SECOND, 100)).isBetween(25, 32);
    assertThat(run(SECOND, 100)).isBetween(24, 26);
  }

  @Test
  void hazard_4_2_theGapGrowsToASecondWhenNextToNothingIsSentForLong() {
    run(10 * SECOND, 1);
    assertThat(run(SECOND, 1)).isBetween(20, 26);
    run(300 * SECOND, 1);
    assertThat(run(10 * SECOND, 1)).isBetween(9, 11);
  }

  @Test
  void hazard_4_2_theGapDoesNotGrowWhileTransfersAreFull() {
    run(300 * SECOND, 4);

    assertThat(run(SECOND, 4)).isBetween(24, 26);
  }

  @Test
  void hazard_4_2_aPauseMakesTheGapShortAgain() {
    run(300 * SECOND, 1);
    now += 3 * SECOND;
    gap.started(now, 1);

    assertThat(gap.left(now)).isEqualTo(15 * MILLI);
  }

  /** Starts transfers as early as the gap allows, for a while; returns how many. */
  private int run(long nanos, int marks) {
    long end = now + nanos;
    int started = 0;
    while (true) {
      now += Math.max(0, gap.left(now));
      if (now >= end) {
        now = end;
        return started;
      }
      gap.started(now, marks);
      started++;
    }
  }
}
