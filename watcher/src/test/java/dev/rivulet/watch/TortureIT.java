// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.watch.source.SourceKind;
import dev.rivulet.watch.transfer.TrustedTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Section 12: whatever happened, when nothing changes any more the trees become equal.
 *
 * <p>{@code -Dtorture.rounds=100} makes a hundred rounds, {@code -Dtorture.seconds=6} longer ones,
 * {@code -Dtorture.seed=N} repeats those that begin with a printed seed, {@code
 * -Dtorture.source=inotify} chooses how changes are heard of.
 */
class TortureIT {
  private static final Duration PATIENCE =
      Duration.ofSeconds(Integer.getInteger("torture.patience", 60));

  private final int rounds = Integer.getInteger("torture.rounds", 1);
  private final Duration storm = Duration.ofMillis(Integer.getInteger("torture.millis", 2500));
  @TempDir Path work;

  private static SourceKind eventSource() throws IOException {
    return SourceKind.of(System.getProperty("torture.source", "inotify"));
  }

  @Test
  void hazard_12_theTreesBecomeEqualAfterAStorm() throws Exception {
    long seed = Long.getLong("torture.seed", ThreadLocalRandom.current().nextInt(1_000_000));
    for (int i = 0; i < rounds; i++) {
      long roundSeed = seed + i;
      System.out.println("torture seed " + roundSeed);
      Torture torture = new Torture(Files.createDirectory(work.resolve("r" + i)), roundSeed);
      String left = torture.round(eventSource(), storm, PATIENCE);
      assertThat(left)
          .as("differences after seed %d; events: %s", roundSeed, torture.events().lastLines(60))
          .isEmpty();
    }
  }

  /** What the comparison at the end is worth: it shows an engine that trusts sizes and times. */
  @Test
  void hazard_15_1_anEngineThatTrustsSizesAndTimesIsCaught() throws Exception {
    TrustedTimes.set(true);
    try {
      Torture torture = new Torture(Files.createDirectory(work.resolve("control")), 0);
      assertThat(torture.control(eventSource(), Duration.ofSeconds(1))).contains("hot");
    } finally {
      TrustedTimes.set(false);
    }
    Torture torture = new Torture(Files.createDirectory(work.resolve("real")), 0);
    assertThat(torture.control(eventSource(), PATIENCE)).isEmpty();
  }
}
