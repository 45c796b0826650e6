// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.verify;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.Mark.Scope;
import dev.rivulet.watch.mark.MarkSet;
import dev.rivulet.watch.transfer.TargetStatistics;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The paths that may differ at a target because a change of them is on its way, or was a moment
 * ago. A directory is one of them with any of its entries: its time changes with these. Immutable.
 */
final class PathsUnderWay {
  private final Set<TreePath> paths = new HashSet<>();

  /** Those that stand for all below them as well. */
  private final Set<TreePath> trees = new HashSet<>();

  private PathsUnderWay() {}

  /**
   * What is under way now or was confirmed since a moment.
   *
   * @param marks that wait for the target, or are carried to it
   * @param statistics of the target
   */
  static PathsUnderWay of(MarkSet marks, TargetStatistics statistics, Instant since) {
    PathsUnderWay underWay = new PathsUnderWay();
    marks.show(underWay::addAll);
    for (TreePath confirmed : statistics.confirmedSince(since)) {
      underWay.add(confirmed);
      underWay.trees.add(confirmed);
    }
    return underWay;
  }

  private void addAll(List<Mark> marks) {
    for (Mark mark : marks) {
      add(mark.path());
      if (mark.scope() != Scope.FILE) {
        trees.add(mark.path());
      }
    }
  }

  private void add(TreePath path) {
    paths.add(path);
    paths.add(path.parent());
  }

  boolean contains(TreePath path) {
    if (paths.contains(path)) {
      return true;
    }
    for (TreePath at = path; !at.isRoot(); at = at.parent()) {
      if (trees.contains(at)) {
        return true;
      }
    }
    return trees.contains(TreePath.ROOT);
  }
}
