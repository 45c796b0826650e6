// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.Mark.Change;
import dev.rivulet.watch.Mark.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The marks that wait for one target: one per path, a {@link Scope#TREE} mark in place of all below
 * it, never more than a limit.
 *
 * <p>Above the limit, the marks of the fullest directory collapse into one mark of that directory,
 * in the worst case of the root: memory stays bounded while a target is away, at the price of a
 * listing later. Safe for several threads: event sources add, the target's worker takes.
 */
public final class MarkSet {
  /** Marks kept apart before they collapse. */
  public static final int DEFAULT_LIMIT = 200_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final int limit;
  private final long capNanos;
  private MarkNode root = new MarkNode(null, new byte[0]);
  private int treesInFlight;
  private long earliestReady = Long.MAX_VALUE;
  private boolean closed;

  /**
   * @param limit marks kept apart, at least 16
   * @param capNanos the longest time a mark that keeps being renewed may wait
   */
  public MarkSet(int limit, long capNanos) {
    this.limit = Math.max(16, limit);
    this.capNanos = capNanos;
  }

  /** Adds a mark that may be looked at right away. */
  public void add(TreePath path, Scope scope, Change change, long nowNanos) {
    put(new Mark(path, scope, change, nowNanos, nowNanos, false), false);
  }

  /** Adds a mark for something that has just come into being. */
  public void addNew(TreePath path, Scope scope, long nowNanos, long quietNanos) {
    put(
        new Mark(path, scope, Change.CONTENT, nowNanos, nowNanos + quietNanos, true),
        quietNanos > 0);
  }

  /**
   * Adds a mark that waits for {@code quietNanos} without another change, but never beyond the cap.
   */
  public void addAfterQuiet(TreePath path, Change change, long nowNanos, long quietNanos) {
    put(new Mark(path, Scope.FILE, change, nowNanos, nowNanos + quietNanos, false), true);
  }

  /**
   * Adds back what a batch could not confirm; it may be looked at again from {@code readyNanos}.
   */
  public void putBack(List<Mark> marks, long readyNanos) {
    lock.lock();
    try {
      for (Mark m : marks) {
        insert(new Mark(m.path(), m.scope(), m.change(), m.firstNanos(), readyNanos, false), false);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void put(Mark mark, boolean waits) {
    lock.lock();
    try {
      insert(mark, waits);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void insert(Mark mark, boolean waits) {
    boolean unseen = mark.unseen() && treesInFlight == 0;
    Mark added =
        unseen == mark.unseen()
            ? mark
            : new Mark(
                mark.path(),
                mark.scope(),
                mark.change(),
                mark.firstNanos(),
                mark.readyNanos(),
                false);
    MarkNode node = root;
    if (!added.path().isRoot()) {
      for (byte[] component : Components.of(added.path())) {
        if (node.swallows()) {
          node.absorb(added);
          return;
        }
        node = node.childOrNew(component);
      }
    }
    addBelow(node, node.mark(added, waits, capNanos));
    if (node.swallows() && node.below > 1) {
      swallow(node);
    }
    earliestReady = Math.min(earliestReady, node.readyNanos());
    while (root.below > limit) {
      collapse();
    }
  }

  private static void addBelow(MarkNode from, int count) {
    for (MarkNode node = from; node != null && count != 0; node = node.parent) {
      node.below += count;
    }
  }

  /** Drops every mark below a tree mark. */
  private static void swallow(MarkNode node) {
    int dropped = node.below - 1;
    node.dropChildren();
    addBelow(node, -dropped);
  }

  /** Turns the fullest part of the trie into one tree mark. */
  private void collapse() {
    MarkNode node = root;
    MarkNode next = node.largestChild();
    while (next != null && next.below >= limit / 4) {
      node = next;
      next = node.largestChild();
    }
    long[] oldest = {Long.MAX_VALUE};
    visit(node, marked -> oldest[0] = Math.min(oldest[0], marked.firstNanos()));
    long first = oldest[0];
    addBelow(
        node,
        node.mark(
            new Mark(node.path(), Scope.TREE, Change.CONTENT, first, first, false), false, 0));
    swallow(node);
    earliestReady = Math.min(earliestReady, node.readyNanos());
  }

  /**
   * Takes up to {@code most} marks that are ready, oldest first. The caller owns them: it confirms
   * them by forgetting them, or gives them back.
   */
  public List<Mark> take(long nowNanos, int most) {
    lock.lock();
    try {
      List<MarkNode> ready = new ArrayList<>();
      long[] next = {Long.MAX_VALUE};
      visit(
          root,
          node -> {
            if (node.readyNanos() - nowNanos <= 0) {
              ready.add(node);
            } else {
              next[0] = Math.min(next[0], node.readyNanos());
            }
          });
      ready.sort(Comparator.comparingLong(MarkNode::firstNanos));
      List<Mark> taken = new ArrayList<>(Math.min(most, ready.size()));
      for (MarkNode node : ready.subList(0, Math.min(most, ready.size()))) {
        taken.add(node.toMark());
        node.clearMark();
        addBelow(node, -1);
      }
      if (ready.size() > taken.size()) {
        next[0] = nowNanos;
      }
      earliestReady = next[0];
      prune(root);
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private static void visit(MarkNode node, java.util.function.Consumer<MarkNode> action) {
    if (node.below == 0) {
      return;
    }
    if (node.isMarked()) {
      action.accept(node);
    }
    node.forEachChild(child -> visit(child, action));
  }

  private static void prune(MarkNode node) {
    node.prune();
    node.forEachChild(MarkSet::prune);
  }

  /**
   * Waits until a mark is ready, the set is closed, or {@code mostNanos} have passed.
   *
   * @return whether a mark is ready
   */
  public boolean awaitReady(java.util.function.LongSupplier clock, long mostNanos)
      throws InterruptedException {
    lock.lock();
    try {
      long deadline = clock.getAsLong() + mostNanos;
      while (true) {
        long now = clock.getAsLong();
        if (root.below > 0 && earliestReady - now <= 0) {
          return true;
        }
        long until = root.below > 0 ? Math.min(earliestReady, deadline) : deadline;
        if (closed || deadline - now <= 0) {
          return false;
        }
        changed.await(Math.max(1, until - now), TimeUnit.NANOSECONDS);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Tells that a transfer of whole directories begins: from now on nothing is "unseen". */
  public void treeTransferStarted() {
    lock.lock();
    try {
      treesInFlight++;
    } finally {
      lock.unlock();
    }
  }

  /** The counterpart of {@link #treeTransferStarted}. */
  public void treeTransferEnded() {
    lock.lock();
    try {
      treesInFlight--;
    } finally {
      lock.unlock();
    }
  }

  /** When the oldest waiting mark began; {@link Long#MAX_VALUE} if none waits. */
  public long oldestNanos() {
    lock.lock();
    try {
      long[] oldest = {Long.MAX_VALUE};
      visit(root, node -> oldest[0] = Math.min(oldest[0], node.firstNanos()));
      return oldest[0];
    } finally {
      lock.unlock();
    }
  }

  /** The waiting mark that answers for a path. */
  public Optional<Mark> covering(TreePath path) {
    lock.lock();
    try {
      Optional<Mark> found = coveringAt(root, path);
      MarkNode node = root;
      for (byte[] component : Components.of(path)) {
        node = found.isPresent() ? null : node.child(component);
        if (node == null) {
          break;
        }
        found = coveringAt(node, path);
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  private static Optional<Mark> coveringAt(MarkNode node, TreePath path) {
    return node.isMarked()
        ? Optional.of(node.toMark()).filter(mark -> mark.covers(path))
        : Optional.empty();
  }

  /** Makes every waiting mark ready now: nothing is waited for any more. */
  public void hurry(long nowNanos) {
    lock.lock();
    try {
      visit(root, node -> node.hurry(nowNanos));
      if (root.below > 0) {
        earliestReady = Math.min(earliestReady, nowNanos);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Marks waiting. */
  public int size() {
    lock.lock();
    try {
      return root.below;
    } finally {
      lock.unlock();
    }
  }

  /** Wakes whoever waits; marks may still be added and taken. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
