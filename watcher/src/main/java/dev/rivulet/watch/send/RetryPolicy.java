// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.send;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a target is left alone after a failure: doubling from a first delay to a longest one,
 * with jitter so that many targets do not come back in step. Owned by one worker.
 */
final class RetryPolicy {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration KNOCK = Duration.ofSeconds(1);

  private final RandomGenerator random;
  private final Duration knock;
  private int failures;

  RetryPolicy(RandomGenerator random) {
    this(random, KNOCK);
  }

  /**
   * @param knock the longest time from one knock to the next
   */
  RetryPolicy(RandomGenerator random, Duration knock) {
    this.random = random;
    this.knock = knock;
  }

  /** The target worked: the next failure starts from the first delay again. */
  void succeeded() {
    failures = 0;
  }

  /** The delay after one more failure: between half of the doubled delay and all of it. */
  Duration failed() {
    long full = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(failures, 20));
    failures++;
    return jittered(full);
  }

  /** How long to wait before a target is asked, at little cost, whether it is back. */
  Duration beforeKnock() {
    return jittered(knock.toMillis());
  }

  private Duration jittered(long fullMillis) {
    return Duration.ofMillis(fullMillis / 2 + random.nextLong(fullMillis / 2 + 1));
  }

  /** The delay after a failure that only a change of configuration can mend. */
  Duration refused() {
    failures++;
    return LONGEST;
  }

  int failures() {
    return failures;
  }
}
