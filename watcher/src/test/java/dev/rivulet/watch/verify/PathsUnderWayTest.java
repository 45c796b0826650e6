// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import dev.rivulet.watch.mark.MarkSet;
import dev.rivulet.watch.transfer.TargetStatistics;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class PathsUnderWayTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final MarkSet marks = new MarkSet(100, 0);
  private final TargetStatistics statistics =
      new TargetStatistics("there", marks, () -> 0, Clock.fixed(NOW, ZoneOffset.UTC));

  private boolean isUnderWay(String path) {
    return PathsUnderWay.of(marks, statistics, NOW).contains(TreePath.of(path));
  }

  @Test
  void aMarkedPathAndItsDirectoryAre() {
    marks.add(TreePath.of("a/b/c"), Scope.FILE, Change.CONTENT, 0);

    assertThat(isUnderWay("a/b/c")).isTrue();
    assertThat(isUnderWay("a/b")).isTrue();
    assertThat(isUnderWay("a")).isFalse();
    assertThat(isUnderWay("a/b/other")).isFalse();
  }

  @Test
  void whatIsCarriedStillIs() {
    marks.add(TreePath.of("file"), Scope.FILE, Change.CONTENT, 0);
    List<Mark> taken = marks.take(0, 10);

    assertThat(isUnderWay("file")).isTrue();
    marks.settled(taken, List.of());
    assertThat(isUnderWay("file")).isFalse();
  }

  @Test
  void allBelowADirectoryThatIsToBeComparedAre() {
    marks.add(TreePath.of("a"), Scope.TREE, Change.ATTRIBUTES, 0);

    assertThat(isUnderWay("a/b/c")).isTrue();
    assertThat(isUnderWay("ab")).isFalse();
  }

  @Test
  void whatWasConfirmedMeanwhileIs() {
    statistics.confirmed(TreePath.of("d/file"));

    assertThat(isUnderWay("d/file")).isTrue();
    assertThat(isUnderWay("d")).isTrue();
    assertThat(PathsUnderWay.of(marks, statistics, NOW.plusNanos(1)).contains(TreePath.of("d")))
        .isFalse();
  }
}
