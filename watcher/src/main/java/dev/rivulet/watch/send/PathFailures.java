// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.send;

import dev.rivulet.rsync.store.TreePath;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * How often single paths have failed at one target, and how long each is left alone: a path that
 * always fails must not hold up others, and one that fails once is tried again soon (hazards 10.1
 * and 10.4). Owned by one worker.
 */
final class PathFailures {
  /** After so many failures in a row a path counts as failing, not only as unlucky. */
  static final int FAILING = 3;

  /** Paths remembered; what is beyond starts from the first delay each time. */
  private static final int MOST = 50_000;

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Map<TreePath, Integer> failures = new HashMap<>();
  private final RandomGenerator random;

  PathFailures(RandomGenerator random) {
    this.random = random;
  }

  /** How long to leave a path alone that has failed once more. */
  Duration failed(TreePath path) {
    int before = failures.getOrDefault(path, 0);
    if (before > 0 || failures.size() < MOST) {
      failures.put(path, before + 1);
    }
    long full = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(before, 20));
    return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
  }

  /** How often in a row. */
  int count(TreePath path) {
    return failures.getOrDefault(path, 0);
  }

  /** The target has it. */
  void confirmed(TreePath path) {
    failures.remove(path);
  }

  /** The target has everything below a directory. */
  void confirmedTree(TreePath directory) {
    failures.keySet().removeIf(path -> path.startsWith(directory));
  }
}
