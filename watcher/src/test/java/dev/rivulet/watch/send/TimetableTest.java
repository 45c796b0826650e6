// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.watch.FullPass;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimetableTest {
  private static final long SECOND = 1_000_000_000L;
  private static final FullPass SOON = new FullPass(Duration.ofSeconds(10), FilterList.EMPTY);
  private static final FullPass LATE = new FullPass(Duration.ofSeconds(25), FilterList.EMPTY);

  @Test
  void aPassIsDueUntilItIsDone() {
    Timetable table = new Timetable(List.of(SOON, LATE), 0);
    assertThat(table.next(10 * SECOND - 1)).isEmpty();
    assertThat(table.next(10 * SECOND)).contains(SOON);
    assertThat(table.next(12 * SECOND)).contains(SOON);
    table.done(SOON, 13 * SECOND);
    assertThat(table.next(22 * SECOND)).isEmpty();
    assertThat(table.next(23 * SECOND)).contains(SOON);
  }

  @Test
  void eachHasATimeOfItsOwn() {
    Timetable table = new Timetable(List.of(SOON, LATE), -SECOND);
    table.done(SOON, 20 * SECOND);
    assertThat(table.next(24 * SECOND)).contains(LATE);
    table.done(LATE, 24 * SECOND);
    assertThat(table.next(24 * SECOND)).isEmpty();
  }

  @Test
  void aPassWithoutAPauseIsRefused() {
    assertThatThrownBy(() -> new FullPass(Duration.ZERO, FilterList.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
