// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.send;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.DeletionGuard;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.MarkSet;
import dev.rivulet.watch.origin.SourceCount;
import dev.rivulet.watch.origin.SourceSide;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The deletions of one target that wait for permission, and the judgement about new ones. The
 * target's lanes judge and hold; anybody may release.
 */
final class HeldDeletions {
  /** Deletions of the batches of so long count together. */
  private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final SourceSide side;
  private final MarkSet marks;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Mark> held = new ArrayList<>();
  private final Set<TreePath> allowed = new HashSet<>();
  private final Deque<Counted> recent = new ArrayDeque<>();
  private Completeness first = Completeness.OPEN;
  private boolean seenFilled;

  /** Whether the deletions of a comparison of everything are held. */
  private enum Completeness {
    OPEN,
    HELD,
    ALLOWED
  }

  private record Counted(long nanos, long deletions) {}

  HeldDeletions(SourceSide side, MarkSet marks) {
    this.side = side;
    this.marks = marks;
  }

  /** Whether a number of deletions may be made now; they count from now on if so. */
  boolean permits(long deletions) throws IOException {
    long sum = deletions + recentDeletions();
    DeletionGuard guard = side.settings().deletionGuard();
    if (guard.exceedsNumber(sum) || !SourceCount.reaches(side, guard.entriesToBeLeft(sum))) {
      return false;
    }
    lock.lock();
    try {
      recent.add(new Counted(side.now(), deletions));
    } finally {
      lock.unlock();
    }
    return true;
  }

  private long recentDeletions() {
    lock.lock();
    try {
      while (!recent.isEmpty() && side.now() - recent.peek().nanos() > WINDOW_NANOS) {
        recent.poll();
      }
      return recent.stream().mapToLong(Counted::deletions).sum();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether there is nothing at all in the source, and never was since the start: one that was seen
   * with something in it was emptied by somebody (hazard 2.16).
   */
  boolean isEmptySinceTheStart() throws IOException {
    boolean filled = SourceCount.reaches(side, 1);
    lock.lock();
    try {
      seenFilled |= filled;
      return !seenFilled;
    } finally {
      lock.unlock();
    }
  }

  /** Whether all of these were released before. */
  boolean areAllowed(List<Mark> batch) {
    lock.lock();
    try {
      return batch.stream().allMatch(mark -> allowed.contains(mark.path()));
    } finally {
      lock.unlock();
    }
  }

  /** Whether the deletion of a path waits. */
  boolean holds(TreePath path) {
    lock.lock();
    try {
      return held.stream().anyMatch(mark -> mark.covers(path));
    } finally {
      lock.unlock();
    }
  }

  /** Keeps marks whose deletions are not permitted. */
  void hold(List<Mark> batch) {
    lock.lock();
    try {
      held.addAll(batch);
      batch.forEach(marks::carry);
    } finally {
      lock.unlock();
    }
  }

  /** Keeps the deletions of a comparison of everything. */
  void holdAll() {
    lock.lock();
    try {
      first = Completeness.HELD;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the deletions of a comparison of everything wait, and all others with them. */
  boolean isAllHeld() {
    lock.lock();
    try {
      return first == Completeness.HELD;
    } finally {
      lock.unlock();
    }
  }

  /** Whether everything is to be compared again because its deletions were released. */
  boolean isAllAllowed() {
    lock.lock();
    try {
      return first == Completeness.ALLOWED;
    } finally {
      lock.unlock();
    }
  }

  /** Everything was compared, deletions included. */
  void allSettled() {
    lock.lock();
    try {
      first = Completeness.OPEN;
    } finally {
      lock.unlock();
    }
  }

  /** Marks that were allowed are done with. */
  void settled(List<Mark> batch) {
    lock.lock();
    try {
      batch.forEach(mark -> allowed.remove(mark.path()));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Allows what is held.
   *
   * @return whether anything was held
   */
  boolean release() {
    lock.lock();
    try {
      boolean any = !held.isEmpty() || first == Completeness.HELD;
      held.forEach(mark -> allowed.add(mark.path()));
      marks.putBack(List.copyOf(held), side.now());
      held.forEach(marks::carried);
      held.clear();
      first = first == Completeness.HELD ? Completeness.ALLOWED : first;
      return any;
    } finally {
      lock.unlock();
    }
  }
}
