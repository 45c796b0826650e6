// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.send;

import dev.rivulet.rsync.RsyncException;
import dev.rivulet.watch.TargetState;
import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.mark.MarkSet;
import dev.rivulet.watch.origin.SourceGuard;
import dev.rivulet.watch.origin.SourceSide;
import dev.rivulet.watch.transfer.Target;
import dev.rivulet.watch.transfer.TargetStatistics;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Whether the transfers of one lane get through, and for how long a target is left alone when they
 * do not. Owned by one lane.
 */
final class LaneHealth {
  private final SourceSide side;
  private final MarkSet marks;
  private final TargetStatistics statistics;
  private final Pause pause;
  private final BooleanSupplier isBack;
  private final RetryPolicy retry;

  /**
   * @param target that the lane has its connection to
   * @param pause ends the time for which the target is left alone
   */
  LaneHealth(
      SourceSide side, MarkSet marks, Target target, TargetStatistics statistics, Pause pause) {
    this(
        side,
        marks,
        statistics,
        pause,
        () -> target.isBack(side.options()),
        new RetryPolicy(new SplittableRandom()));
  }

  /**
   * @param isBack whether a target that could not be reached can be now
   */
  LaneHealth(
      SourceSide side,
      MarkSet marks,
      TargetStatistics statistics,
      Pause pause,
      BooleanSupplier isBack,
      RetryPolicy retry) {
    this.side = side;
    this.marks = marks;
    this.statistics = statistics;
    this.pause = pause;
    this.isBack = isBack;
    this.retry = retry;
  }

  /** Whether the last transfer has failed. */
  boolean isFailing() {
    return retry.failures() > 0;
  }

  /** A transfer has got through. */
  void succeeded() {
    if (isFailing()) {
      side.tell(new WatchEvent.Recovered(statistics.target()));
    }
    retry.succeeded();
    statistics.succeeded();
  }

  /**
   * Tells of a transfer that could not be carried out, and leaves the target alone for a while. If
   * the source is gone by now it is not to blame.
   */
  void failed(IOException failure) throws InterruptedException {
    if (side.guard().state() != SourceGuard.State.PRESENT) {
      return;
    }
    boolean refused = isRefusal(failure);
    Duration delay = refused ? retry.refused() : retry.failed();
    String reason = String.valueOf(failure.getMessage());
    statistics.troubled(refused ? TargetState.BLOCKED : TargetState.RETRYING, reason);
    side.tell(new WatchEvent.Failing(statistics.target(), reason, delay, marks.size()));
    rest(delay);
  }

  /** One that could not be reached is asked every second whether it is back (hazard 10.3). */
  private void rest(Duration delay) throws InterruptedException {
    long wishes = pause.wishes();
    Duration left = delay;
    boolean over = false;
    while (!over && left.toMillis() > 0) {
      Duration part = retry.beforeKnock();
      part = part.compareTo(left) < 0 ? part : left;
      left = left.minus(part);
      over = pause.rest(part, wishes) || isBack.getAsBoolean();
    }
  }

  /** Whether trying again soon is pointless because somebody must change a setting first. */
  private static boolean isRefusal(IOException failure) {
    if (!(failure instanceof RsyncException e)) {
      return false;
    }
    return switch (e.exitCode()) {
      case SYNTAX, PROTOCOL, UNSUPPORTED -> true;
      case START_CLIENT ->
          Target.isAnswer(e) && !String.valueOf(e.getMessage()).contains("max connections");
      default -> false;
    };
  }
}
