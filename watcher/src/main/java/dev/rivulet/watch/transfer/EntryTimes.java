// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.store.TreePath;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which directories a batch has to name for the sake of their own times, which change with every
 * name that comes or goes in them (hazard 5.4). Whatever is sent takes the directories above it
 * along; what is gone again does not. Owned by one worker.
 */
final class EntryTimes {
  private final Set<TreePath> doubtful = new LinkedHashSet<>();

  /** A name in a directory has come or gone of which nothing is there to be sent. */
  void gone(TreePath name) {
    doubtful.add(name.parent());
  }

  /** Those directories that none of these paths takes along. */
  List<TreePath> notAbove(List<Collection<TreePath>> sent) {
    if (doubtful.isEmpty()) {
      return List.of();
    }
    Set<TreePath> taken = new HashSet<>();
    for (Collection<TreePath> paths : sent) {
      for (TreePath path : paths) {
        for (TreePath at = path; taken.add(at) && !at.isRoot(); at = at.parent()) {}
      }
    }
    doubtful.removeAll(taken);
    return List.copyOf(doubtful);
  }
}
