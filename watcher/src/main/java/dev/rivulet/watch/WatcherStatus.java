// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import java.util.List;
import java.util.stream.Stream;

/** How a {@link Watcher} stands; an immutable picture of one moment. */
public record WatcherStatus(List<MirrorStatus> mirrors) {

  /**
   * The part that a name is about: a mirror with all its targets, or the targets of that name.
   *
   * @param name empty for all
   */
  public WatcherStatus only(String name) {
    if (name.isEmpty()) {
      return this;
    }
    return new WatcherStatus(
        mirrors.stream()
            .map(mirror -> mirror.only(name))
            .filter(mirror -> !mirror.targets().isEmpty())
            .toList());
  }

  /** Whether nobody need look after any target. */
  public boolean isWell() {
    return targets().allMatch(TargetStatus::isWell);
  }

  /** Whether every target is known to equal its source. */
  public boolean inStep() {
    return targets().allMatch(TargetStatus::inStep);
  }

  private Stream<TargetStatus> targets() {
    return mirrors.stream().flatMap(mirror -> mirror.targets().stream());
  }
}
