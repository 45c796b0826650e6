// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import java.time.Duration;

/**
 * How soon changes are sent.
 *
 * @param delay how long the first change after idle waits for others; zero sends it at once, and
 *     what happens during a transfer makes the next one
 * @param cutAt how many changes that wait cut the delay short; 0 for any number
 * @param openFileDelay how long a file that is written to and stays open must be still to be sent,
 *     and the longest it waits for that
 * @param mode which event makes a written file worth sending
 */
public record Pace(Duration delay, int cutAt, Duration openFileDelay, EventMode mode) {
  /** The longest time between two transfers, however small and many they are. */
  public static final Duration LONGEST_GAP = Duration.ofSeconds(1);

  /** How long a new file may be still before it counts as complete without a close event. */
  public static final Duration NEW_QUIET = Duration.ofMillis(200);

  /** Everything at once. */
  public static final Pace AT_ONCE =
      new Pace(Duration.ZERO, 0, Duration.ofSeconds(10), EventMode.CLOSE_WRITE);

  /**
   * @throws IllegalArgumentException for a negative value
   */
  public Pace {
    if (delay.isNegative() || openFileDelay.isNegative() || cutAt < 0) {
      throw new IllegalArgumentException("a negative delay or number");
    }
  }

  /**
   * How long a file that was written to must be still if nothing else tells that it is complete.
   */
  public Duration writtenQuiet() {
    return mode.heedsWriting() ? NEW_QUIET : openFileDelay;
  }

  /** At most so many seconds late, so that many changes make few transfers, as with lsyncd. */
  public static Pace delayed(Duration delay, int cutAt) {
    return new Pace(delay, cutAt, AT_ONCE.openFileDelay(), EventMode.CLOSE_WRITE);
  }

  /** The same with another rule for written files. */
  public Pace withMode(EventMode other) {
    return new Pace(delay, cutAt, openFileDelay, other);
  }
}
