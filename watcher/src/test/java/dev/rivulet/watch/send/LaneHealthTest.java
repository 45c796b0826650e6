// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.LocalFiles;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.mark.MarkSet;
import dev.rivulet.watch.origin.SourceGuard;
import dev.rivulet.watch.origin.SourceSide;
import dev.rivulet.watch.origin.TransferTurns;
import dev.rivulet.watch.origin.WatchSource;
import dev.rivulet.watch.transfer.TargetStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaneHealthTest {
  @TempDir Path directory;

  private final List<WatchEvent> told = new ArrayList<>();
  private final MarkSet marks = new MarkSet(MarkSet.DEFAULT_LIMIT, 0);
  private final Pause pause = new Pause();
  private final RetryPolicy retry = new RetryPolicy(new SplittableRandom(1), Duration.ofMillis(2));
  private SourceSide side;

  @BeforeEach
  void makeSource() throws IOException {
    Mirror mirror =
        Mirror.of(
            (directory + "/").getBytes(UTF_8),
            List.of(DaemonUrl.of("localhost", 873, "m/")),
            TransferOptions.builder().archive().build(),
            RsyncClient.builder().build());
    WatchSource source = WatchSource.of(mirror.source(), false);
    side =
        new SourceSide(
            mirror,
            source,
            LocalFiles.currentDirectory(),
            new SourceGuard(source),
            told::add,
            new TransferTurns(0),
            System::nanoTime);
    for (int i = 0; i < 10; i++) {
      retry.failed();
    }
  }

  @AfterEach
  void close() throws IOException {
    side.guard().close();
  }

  private LaneHealth health(BooleanSupplier isBack) {
    TargetStatistics statistics =
        new TargetStatistics("target", marks, side.clock(), Clock.systemUTC());
    return new LaneHealth(side, marks, statistics, pause, isBack, retry);
  }

  /** After many failures the next try is half a minute away at least. */
  @Test
  void hazard_10_3_aTargetThatIsBackIsNotLeftAloneAnyLonger() throws Exception {
    int[] knocks = {0};
    health(() -> ++knocks[0] == 3).failed(new IOException("connection refused"));

    assertThat(knocks[0]).isEqualTo(3);
    assertThat(told).hasSize(1);
    WatchEvent.Failing failing = (WatchEvent.Failing) told.get(0);
    assertThat(failing.retryIn()).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void whoeverWantsItTriedAgainDoesNotWaitForAKnockToEnd() throws Exception {
    int[] knocks = {0};
    health(
            () -> {
              knocks[0]++;
              pause.endRest();
              return false;
            })
        .failed(new IOException("connection refused"));

    assertThat(knocks[0]).isEqualTo(1);
  }

  @Test
  void hazard_2_16_aFailureAfterTheSourceIsGoneIsNoFaultOfTheTarget(@TempDir Path elsewhere)
      throws Exception {
    LaneHealth health = health(() -> false);
    Files.move(directory, elsewhere.resolve("away"));
    try {
      health.failed(new IOException("the source is gone"));
    } finally {
      Files.move(elsewhere.resolve("away"), directory);
    }
    assertThat(told).isEmpty();
  }
}
