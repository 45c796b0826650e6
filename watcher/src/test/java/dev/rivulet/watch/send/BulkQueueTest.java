// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import org.junit.jupiter.api.Test;

class BulkQueueTest {
  private static final long SECOND = 1_000_000_000L;

  private final BulkQueue queue = new BulkQueue();

  private static Mark mark(String path) {
    return new Mark(TreePath.of(path), Scope.FILE, Change.CONTENT, 0, 0, false);
  }

  private String poll(long nowNanos) {
    return queue.poll(nowNanos).map(mark -> mark.path().toString()).orElse("nothing");
  }

  @Test
  void filesGoInTheOrderInWhichTheyCame() {
    queue.add(mark("b"));
    queue.add(mark("a"));

    assertThat(queue.nanosToNext(0)).isZero();
    assertThat(poll(0)).isEqualTo("b");
    assertThat(poll(0)).isEqualTo("a");
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void hazard_15_6_aFileThatTookLongRestsFourTimesAsLongWhileOthersGo() {
    queue.sent(TreePath.of("log"), 10 * SECOND, 13 * SECOND);
    queue.add(mark("log"));
    queue.add(mark("other"));

    assertThat(poll(13 * SECOND)).isEqualTo("other");
    assertThat(queue.nanosToNext(14 * SECOND)).isEqualTo(11 * SECOND);
    assertThat(poll(25 * SECOND - 1)).isEqualTo("nothing");
    assertThat(poll(25 * SECOND)).isEqualTo("log");
  }

  /** Whatever the transfers take, reading is a fifth of the time or less. */
  @Test
  void hazard_15_6_aGrowingLogIsReadAFifthOfTheTimeAtMost() {
    TreePath log = TreePath.of("log");
    long now = 0;
    long reading = 0;
    for (int i = 1; i <= 50; i++) {
      queue.add(mark("log"));
      now += Math.max(0, queue.nanosToNext(now));
      assertThat(poll(now)).isEqualTo("log");
      long took = i * SECOND / 10;
      queue.sent(log, now, now + took);
      now += took;
      reading += took;
    }
    assertThat((double) reading / now).isLessThan(0.21);
  }

  @Test
  void hazard_15_6_noFileRestsLongerThanAMinute() {
    queue.sent(TreePath.of("log"), 0, 1_000 * SECOND);
    queue.add(mark("log"));

    assertThat(queue.nanosToNext(1_000 * SECOND)).isEqualTo(60 * SECOND);
    assertThat(poll(1_060 * SECOND)).isEqualTo("log");
  }

  @Test
  void whoeverIsInAHurryEndsTheRests() {
    queue.sent(TreePath.of("log"), 0, SECOND);
    queue.add(mark("log"));
    queue.hurry();

    assertThat(poll(SECOND)).isEqualTo("log");
  }

  @Test
  void anEmptyQueueHasNothingToWaitFor() {
    assertThat(queue.nanosToNext(5)).isEqualTo(Long.MAX_VALUE);
    assertThat(poll(5)).isEqualTo("nothing");
  }
}
