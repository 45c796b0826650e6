// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.mark;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The waiting marks of a {@link MarkSet} by their paths; guarded by its lock. Whatever is marked
 * here is in one of the queues.
 */
final class MarkTrie {
  private final int limit;
  private final long capNanos;
  private final MarkQueues queues;
  private final MarkNode root = new MarkNode(null, new byte[0], 0);
  private long lastId;

  /**
   * @param limit marks kept apart
   * @param capNanos the longest time a mark that keeps being renewed may wait
   */
  MarkTrie(int limit, long capNanos, MarkQueues queues) {
    this.limit = limit;
    this.capNanos = capNanos;
    this.queues = queues;
  }

  int size() {
    return root.below();
  }

  /**
   * Adds or merges a mark.
   *
   * @param waits whether another such mark puts it off
   * @param epoch in which the target cannot have seen what this mark calls unseen
   * @param log hears of the mark if it says something new
   * @return the node that now answers for the mark
   */
  MarkNode insert(Mark mark, boolean waits, long epoch, MarkLog log) {
    MarkNode node = root;
    for (byte[] component : Components.of(mark.path())) {
      if (node.swallows(mark)) {
        queues.remove(node);
        node.absorb(mark);
        queues.add(node);
        return node;
      }
      node = node.childOrNew(component, ++lastId);
    }
    if (!node.says(mark)) {
      log.marked(mark);
    }
    set(node, mark, waits, epoch, capNanos);
    return node;
  }

  private void set(MarkNode node, Mark mark, boolean waits, long epoch, long cap) {
    if (node.isMarked()) {
      queues.remove(node);
    }
    node.addBelow(node.mark(mark, epoch, waits, cap));
    if (node.isTree() && node.below() > 1) {
      swallow(node);
    }
    queues.add(node);
  }

  /** Drops the marks below that say nothing new. */
  private void swallow(MarkNode node) {
    List<MarkNode> swallowed = new ArrayList<>();
    node.visitMarked(
        marked -> {
          if (marked != node && node.swallows(marked)) {
            swallowed.add(marked);
          }
        });
    for (MarkNode marked : swallowed) {
      queues.remove(marked);
      marked.clearMark();
      marked.addBelow(-1);
    }
  }

  /**
   * Collapses marks until there are few enough.
   *
   * @param others marks that count and are kept elsewhere
   * @param log hears of the marks that stand for others from now on
   */
  void keepLimit(int others, MarkLog log) {
    while (root.below() > limit - others) {
      collapse(log);
    }
  }

  /** Turns the fullest part of the trie into one tree mark. */
  private void collapse(MarkLog log) {
    MarkNode node = root;
    MarkNode next = node.largestChild();
    while (next != null && next.below() >= limit / 4) {
      node = next;
      next = node.largestChild();
    }
    long first = oldestIn(node);
    Mark all = new Mark(node.path(), Scope.TREE, Change.CONTENT, first, first, false);
    if (!node.says(all)) {
      log.marked(all);
    }
    set(node, all, false, 0, 0);
  }

  private static long oldestIn(MarkNode node) {
    long[] oldest = {Long.MAX_VALUE};
    node.visitMarked(marked -> oldest[0] = Math.min(oldest[0], marked.firstNanos()));
    return oldest[0];
  }

  /** Takes the mark out of a node that is in no queue any more. */
  Mark take(MarkNode node, long epoch) {
    Mark mark = node.toMark(epoch);
    node.clearMark();
    node.addBelow(-1);
    return mark;
  }

  void visitMarked(Consumer<MarkNode> action) {
    root.visitMarked(action);
  }

  /** The node of exactly this path. */
  Optional<MarkNode> find(TreePath path) {
    MarkNode node = root;
    for (byte[] component : Components.of(path)) {
      node = node.child(component);
      if (node == null) {
        return Optional.empty();
      }
    }
    return Optional.of(node);
  }

  /** The mark that answers for a path. */
  Optional<Mark> covering(TreePath path, long epoch) {
    Optional<Mark> found = coveringAt(root, path, epoch);
    MarkNode node = root;
    for (byte[] component : Components.of(path)) {
      node = found.isPresent() ? null : node.child(component);
      if (node == null) {
        break;
      }
      found = coveringAt(node, path, epoch);
    }
    return found;
  }

  private static Optional<Mark> coveringAt(MarkNode node, TreePath path, long epoch) {
    return node.isMarked()
        ? Optional.of(node.toMark(epoch)).filter(mark -> mark.covers(path))
        : Optional.empty();
  }
}
