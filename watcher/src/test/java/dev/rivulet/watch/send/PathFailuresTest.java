// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.TreePath;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PathFailuresTest {
  private final PathFailures failures = new PathFailures(new SplittableRandom(1));

  @Test
  void hazard_10_4_eachPathBacksOffByItselfUpToAMinute() {
    long[] full = {1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000};
    for (long millis : full) {
      assertThat(failures.failed(TreePath.of("poison")))
          .isBetween(Duration.ofMillis(millis / 2), Duration.ofMillis(millis));
    }
    assertThat(failures.failed(TreePath.of("other"))).isLessThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(failures.count(TreePath.of("poison"))).isEqualTo(8);
  }

  @Test
  void hazard_10_4_aPathThatArrivedStartsAnew() {
    failures.failed(TreePath.of("d/a"));
    failures.failed(TreePath.of("d/b"));
    failures.confirmed(TreePath.of("d/a"));
    assertThat(failures.count(TreePath.of("d/a"))).isZero();
    assertThat(failures.count(TreePath.of("d/b"))).isEqualTo(1);

    failures.confirmedTree(TreePath.of("d"));
    assertThat(failures.count(TreePath.of("d/b"))).isZero();
  }
}
