// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.mark;

import dev.rivulet.watch.EventMode;
import dev.rivulet.watch.Pace;

/**
 * When the marks of a {@link MarkSet} are given out.
 *
 * @param capNanos the longest time a mark that keeps being renewed may wait to become complete
 * @param delayNanos how long the oldest complete mark waits for company; 0 to go at once
 * @param cutAt how many complete marks end that wait; 0 for any number
 */
public record MarkTiming(long capNanos, long delayNanos, int cutAt) {

  /** What a pace means for the marks of a set. */
  public static MarkTiming of(Pace pace) {
    long cap =
        pace.mode() == EventMode.CLOSE_WRITE
            ? pace.openFileDelay().toNanos()
            : Math.min(pace.openFileDelay().toNanos(), Pace.LONGEST_GAP.toNanos());
    return new MarkTiming(cap, pace.delay().toNanos(), pace.cutAt());
  }

  /** Whether marks of this age and number may go. */
  boolean releases(int complete, long oldestNanos, long nowNanos) {
    return complete > 0
        && (nowNanos - oldestNanos >= delayNanos || (cutAt > 0 && complete >= cutAt));
  }
}
