// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What verifications of one target have found since the start; an immutable picture of one moment.
 *
 * @param verifiedAt when a verification last ended
 * @param lostUpdates paths that differed although no event told of them
 * @param newerAtTarget files that are left alone because the target's is newer (--update), at the
 *     last verification
 * @param newer the first of them, at most {@link #MOST_NAMED}
 */
public record TargetFindings(
    Optional<Instant> verifiedAt, long lostUpdates, int newerAtTarget, List<String> newer) {
  /** Newer files that are listed by name. */
  public static final int MOST_NAMED = 100;

  /** Nothing has been found yet. */
  public static final TargetFindings NONE = new TargetFindings(Optional.empty(), 0, 0, List.of());
}
