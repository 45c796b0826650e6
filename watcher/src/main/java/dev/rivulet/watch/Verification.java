// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import java.time.Duration;
import java.util.List;

/**
 * What a verification of one target has found. What differs is sent again already, but for what is
 * newer at the target and for what has its name there with another file.
 *
 * @param mirror its name
 * @param differing how many paths differ and should not: nothing that waits or is under way counts
 * @param differences the first of them, at most {@link #MOST_NAMED}
 * @param lost how many of them differ although no event told of them; none where the event source
 *     cannot be sure to have told
 * @param unsettled how many paths changed all the while, so that nothing is known of them
 * @param trouble why the comparison could not be made or is incomplete; empty if it is complete
 */
public record Verification(
    String mirror,
    String target,
    Duration took,
    long differing,
    List<Difference> differences,
    long lost,
    long unsettled,
    String trouble) {
  /** Paths that are named. */
  public static final int MOST_NAMED = 1000;

  /** Whether everything was compared and nothing differs. */
  public boolean isEqual() {
    return trouble.isEmpty() && differing == 0;
  }
}
