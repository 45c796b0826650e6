// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.rsync.filter.FilterList;
import java.time.Duration;

/**
 * A complete comparison that is repeated as long as a mirror runs.
 *
 * @param every from the end of one to the start of the next; the first comes that long after the
 *     start
 * @param filters what it leaves out besides the filters of the options
 */
public record FullPass(Duration every, FilterList filters) {

  /**
   * A repeated comparison.
   *
   * @throws IllegalArgumentException for a time that is not longer than none
   */
  public FullPass {
    if (every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException("a comparison without a pause: " + every);
    }
  }
}
