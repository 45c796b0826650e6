// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import java.util.List;

/**
 * How a {@link WatchControl#flush} ended.
 *
 * @param targets how many targets it was about
 * @param behind those that had not confirmed everything when the time was over
 */
public record FlushResult(int targets, List<TargetStatus> behind) {

  /** Whether every target has confirmed everything that was known at the call. */
  public boolean isComplete() {
    return behind.isEmpty();
  }
}
