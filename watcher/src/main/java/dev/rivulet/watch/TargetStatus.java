// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How one target stands; an immutable picture of one moment.
 *
 * @param name the target as it was given
 * @param reason why it is not up, in words; empty if there is nothing to say
 * @param marksWaiting paths that may differ at the target and are not under way
 * @param marksInFlight paths of the running transfers
 * @param lag age of the oldest change that is not confirmed, waiting or under way; zero if there is
 *     none
 * @param lastSuccess when a transfer last ended well
 * @param provenAt when a complete comparison last ended; without one, equality is unproven
 * @param confirmed changes the target has confirmed
 * @param failing paths the target does not take, the oldest first; at most {@link #MOST_FAILING}
 * @param failingPaths how many there are
 * @param findings what verifications have found since the start
 */
public record TargetStatus(
    String name,
    TargetState state,
    String reason,
    int marksWaiting,
    int marksInFlight,
    Duration lag,
    Optional<Instant> lastSuccess,
    Optional<Instant> provenAt,
    long confirmed,
    long transfers,
    long bytesSent,
    long bytesReceived,
    List<FailingPath> failing,
    int failingPaths,
    TargetFindings findings) {
  /** Failing paths that are listed by name. */
  public static final int MOST_FAILING = 100;

  /** Whether the target takes what it is sent, so that nobody need look after it. */
  public boolean isWell() {
    return (state == TargetState.UP || state == TargetState.SENDING) && failingPaths == 0;
  }

  /** Whether source and target are known to be equal, as far as the options go. */
  public boolean inStep() {
    return lag.isZero() && provenAt.isPresent() && failingPaths == 0;
  }
}
