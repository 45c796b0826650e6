// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.mark;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The paths of a lane that sends beside the main one, and the marks that wait until it is done with
 * them: one path is in at most one running transfer (hazard 5.2), and so is whatever is above or
 * below it (5.3). Guarded by the lock of the {@link MarkSet}.
 */
final class Reservations {
  private final Set<TreePath> reserved = new HashSet<>();

  /** How many reserved paths are below each directory. */
  private final Map<TreePath, Integer> below = new HashMap<>();

  private final Map<TreePath, Mark> blocked = new LinkedHashMap<>();

  /**
   * Reserves a path, unless a whole directory waits that has it in it, which would have to wait
   * ever longer.
   *
   * @return whether it is reserved
   */
  boolean reserve(TreePath path) {
    if (blocked.values().stream().anyMatch(m -> m.scope() != Scope.FILE && m.covers(path))) {
      return false;
    }
    reserved.add(path);
    for (TreePath at = path; !at.isRoot(); at = at.parent()) {
      below.merge(at.parent(), 1, Integer::sum);
    }
    return true;
  }

  /**
   * Ends a reservation.
   *
   * @return the marks that need not wait any more
   */
  List<Mark> release(TreePath path) {
    reserved.remove(path);
    for (TreePath at = path; !at.isRoot(); at = at.parent()) {
      below.computeIfPresent(at.parent(), (directory, count) -> count == 1 ? null : count - 1);
    }
    List<Mark> free = blocked.values().stream().filter(mark -> !concerns(mark.path())).toList();
    free.forEach(mark -> blocked.remove(mark.path()));
    return free;
  }

  /** Whether a path is, or is above or below, a reserved one. */
  boolean concerns(TreePath path) {
    return !reserved.isEmpty() && (below.containsKey(path) || !reservedFrom(path).isRoot());
  }

  /** The reserved path at or above another one; the root if there is none. */
  private TreePath reservedFrom(TreePath path) {
    TreePath at = path;
    while (!at.isRoot() && !reserved.contains(at)) {
      at = at.parent();
    }
    return at;
  }

  /**
   * Has a mark wait. Those below a reserved file, which then is none any more, wait as one mark, so
   * that there are never many.
   */
  void block(Mark mark) {
    TreePath top = reservedFrom(mark.path());
    boolean isBelow = !top.isRoot() && !top.equals(mark.path());
    Mark added = isBelow ? mark.at(top) : mark;
    blocked.merge(added.path(), added, Reservations::both);
  }

  private static Mark both(Mark one, Mark other) {
    Scope scope = one.scope().or(other.scope());
    Change change = one.change().or(other.change());
    long first = Math.min(one.firstNanos(), other.firstNanos());
    return new Mark(one.path(), scope, change, first, other.readyNanos(), false);
  }

  /** The marks that wait. */
  Collection<Mark> blocked() {
    return blocked.values();
  }
}
