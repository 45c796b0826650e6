// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.TreePath;
import java.util.Map;

/**
 * Names that were deleted a while ago. A file that is still open then, as a log that was rotated,
 * goes on telling of itself by a name that nothing has any more. Owned by one thread.
 */
final class UnlinkedNames {
  private static final int MOST = 10_000;

  private final NewFiles looks;
  private final Map<TreePath, Boolean> names = new RecentMap<>(MOST);

  UnlinkedNames(NewFiles looks) {
    this.looks = looks;
  }

  void add(TreePath deleted) {
    names.put(deleted, true);
  }

  /** Whether an event by this name is about a file that has lost it. */
  boolean haveLost(TreePath path) {
    if (names.isEmpty() || !names.containsKey(path)) {
      return false;
    }
    boolean lost = !looks.isThere(path);
    if (!lost) {
      names.remove(path);
    }
    return lost;
  }
}
