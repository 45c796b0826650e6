// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.FailingPath;
import dev.rivulet.watch.TargetState;
import dev.rivulet.watch.TargetStatus;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import dev.rivulet.watch.mark.MarkSet;
import dev.rivulet.watch.origin.SourceGuard;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TargetStatisticsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final AtomicLong nanos = new AtomicLong(1_000);
  private final MarkSet marks = new MarkSet(1000, 1_000_000_000);
  private TargetStatistics statistics;

  @BeforeEach
  void create() {
    statistics = new TargetStatistics("there", marks, nanos::get, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private void mark(String path) {
    marks.add(TreePath.of(path), Scope.FILE, Change.CONTENT, nanos.get());
  }

  private TargetStatus status() {
    return statistics.status(false);
  }

  @Test
  void lagsFromTheStartUntilTheFirstComparisonIsOver() {
    nanos.addAndGet(500);

    assertThat(status().state()).isEqualTo(TargetState.STARTING);
    assertThat(status().lag()).isEqualTo(Duration.ofNanos(500));
    assertThat(status().inStep()).isFalse();
  }

  @Test
  void hazard_13_6_isUpButUnprovenWhenTheFirstComparisonIsLeftOut() {
    statistics.synchronised();

    assertThat(status().state()).isEqualTo(TargetState.UP);
    assertThat(status().lag()).isEqualTo(Duration.ZERO);
    assertThat(status().provenAt()).isEmpty();
    assertThat(status().inStep()).isFalse();
    statistics.proven();
    assertThat(status().inStep()).isTrue();
  }

  @Test
  void lagsByTheOldestMarkWhetherItWaitsOrIsUnderWay() {
    statistics.synchronised();
    mark("a");
    nanos.addAndGet(700);
    mark("b");
    assertThat(status().lag()).isEqualTo(Duration.ofNanos(700));
    assertThat(status().marksWaiting()).isEqualTo(2);

    try (Flight flight = statistics.departing()) {
      flight.carries(marks.take(nanos.get(), 1));
      nanos.addAndGet(100);
      assertThat(status().lag()).isEqualTo(Duration.ofNanos(800));
      assertThat(status().state()).isEqualTo(TargetState.SENDING);
      assertThat(status().marksWaiting()).isEqualTo(1);
      assertThat(status().marksInFlight()).isEqualTo(1);
      assertThat(statistics.inFlight(TreePath.of("a"))).isPresent();
    }
    assertThat(status().lag()).isEqualTo(Duration.ofNanos(100));
    assertThat(status().state()).isEqualTo(TargetState.UP);
  }

  @Test
  void isNotSettledWhileMarksAreBeingTaken() throws InterruptedException {
    statistics.synchronised();
    mark("a");
    long asked = nanos.get();

    try (Flight flight = statistics.departing()) {
      List<Mark> taken = marks.take(nanos.get(), 10);
      assertThat(statistics.awaitSettled(asked, nanos.get())).isFalse();
      flight.carries(taken);
      assertThat(statistics.awaitSettled(asked, nanos.get())).isFalse();
    }
    assertThat(statistics.awaitSettled(asked, nanos.get())).isTrue();
  }

  @Test
  void isSettledAlthoughLaterChangesWait() throws InterruptedException {
    statistics.synchronised();
    long asked = nanos.get();
    nanos.incrementAndGet();
    mark("later");

    assertThat(statistics.awaitSettled(asked, nanos.get())).isTrue();
  }

  @Test
  void remembersFailingPathsUntilTheyAreConfirmed() {
    TreePath path = TreePath.of("bad");
    statistics.failed(path, "Permission denied");
    statistics.failed(path, "Read-only file system");

    assertThat(status().failing())
        .containsExactly(new FailingPath("bad", "Read-only file system", NOW));
    statistics.confirmed(path);
    assertThat(status().failingPaths()).isZero();
    assertThat(statistics.confirmedAt(path)).contains(NOW);
    assertThat(status().confirmed()).isEqualTo(1);
  }

  @Test
  void forgetsAConfirmedTreeOnlyWhereItConcernsAFailingPathBelow() {
    statistics.failed(TreePath.of("d/bad"), "Permission denied");
    statistics.failed(TreePath.of("e/bad"), "Permission denied");

    statistics.confirmedTree(TreePath.of("d"));

    assertThat(status().failing()).extracting(FailingPath::path).containsExactly("e/bad");
  }

  @Test
  void isBehindWhileDeletionsAreHeld() throws InterruptedException {
    statistics.synchronised();
    statistics.proven();
    statistics.held("7 deletions wait");
    nanos.addAndGet(300);
    statistics.held("8 deletions wait");

    assertThat(status().state()).isEqualTo(TargetState.HELD);
    assertThat(status().lag()).isEqualTo(Duration.ofNanos(300));
    assertThat(status().inStep()).isFalse();
    assertThat(statistics.awaitSettled(nanos.get(), nanos.get())).isFalse();
    statistics.held("");
    assertThat(status().inStep()).isTrue();
  }

  @Test
  void showsTheGravestStateFirst() {
    statistics.synchronised();
    statistics.troubled(TargetState.BLOCKED, "auth failed");
    assertThat(status().state()).isEqualTo(TargetState.BLOCKED);
    assertThat(status().reason()).isEqualTo("auth failed");

    statistics.sourceIs(SourceGuard.State.GONE);
    assertThat(status().state()).isEqualTo(TargetState.SOURCE_GONE);
    assertThat(statistics.status(true).state()).isEqualTo(TargetState.PAUSED);

    statistics.sourceIs(SourceGuard.State.PRESENT);
    statistics.succeeded();
    assertThat(status().state()).isEqualTo(TargetState.UP);
    assertThat(status().reason()).isEmpty();
    assertThat(status().lastSuccess()).contains(NOW);
  }
}
