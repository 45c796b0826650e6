// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.TargetFindings;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Keeps what verifications of one target find. Safe for several threads. */
final class Findings {
  private Optional<Instant> verifiedAt = Optional.empty();
  private long lostUpdates;
  private int newerAtTarget;
  private List<String> newer = List.of();

  /**
   * A verification has ended.
   *
   * @param lost how many updates had been lost
   * @param left what is left alone because the target's is newer
   */
  synchronized void verified(Instant now, long lost, Collection<TreePath> left) {
    verifiedAt = Optional.of(now);
    lostUpdates += lost;
    newerAtTarget = left.size();
    newer = left.stream().limit(TargetFindings.MOST_NAMED).map(TreePath::toString).toList();
  }

  /** A picture of this moment. */
  synchronized TargetFindings now() {
    return new TargetFindings(verifiedAt, lostUpdates, newerAtTarget, newer);
  }
}
