// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import java.util.List;

/** How a {@link Watcher} stands; an immutable picture of one moment. */
public record WatcherStatus(List<MirrorStatus> mirrors) {

  /** Whether every target is known to equal its source. */
  public boolean inStep() {
    return mirrors.stream()
        .flatMap(mirror -> mirror.targets().stream())
        .allMatch(TargetStatus::inStep);
  }
}
