// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.mark;

import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * The nodes of a {@link MarkTrie} by the time at which their marks may go; guarded by the lock of
 * the {@link MarkSet}.
 */
final class MarkQueues {
  private final MarkTiming timing;

  /** Marks that may go, the oldest first. */
  private final NavigableSet<MarkNode> due = new TreeSet<>(order(MarkNode::firstNanos));

  /** Marks that may go later, the next one first. */
  private final NavigableSet<MarkNode> waiting = new TreeSet<>(order(MarkNode::readyNanos));

  /** Whether the marks that are due go without waiting for company; until all of them are gone. */
  private boolean hurried;

  MarkQueues(MarkTiming timing) {
    this.timing = timing;
  }

  /** By a time of the {@link System#nanoTime} scale, whose values may overflow. */
  private static Comparator<MarkNode> order(ToLongFunction<MarkNode> time) {
    return (a, b) -> {
      long difference = time.applyAsLong(a) - time.applyAsLong(b);
      return difference != 0 ? Long.signum(difference) : Long.compare(a.id, b.id);
    };
  }

  /** Adds a node whose mark was set or changed. */
  void add(MarkNode node) {
    node.setDue(false);
    waiting.add(node);
  }

  /** To be called before anything about a node changes that decides its place. */
  void remove(MarkNode node) {
    (node.isDue() ? due : waiting).remove(node);
  }

  /** Moves what has become ready from one queue to the other. */
  void promote(long nowNanos) {
    while (!waiting.isEmpty() && waiting.first().readyNanos() - nowNanos <= 0) {
      MarkNode ready = waiting.pollFirst();
      ready.setDue(true);
      due.add(ready);
    }
  }

  /** Whether marks may go now. */
  boolean releases(long nowNanos) {
    hurried &= !due.isEmpty();
    return hurried
        || !due.isEmpty() && timing.releases(due.size(), due.first().firstNanos(), nowNanos);
  }

  /** Whether no mark is due. */
  boolean isEmpty() {
    return due.isEmpty();
  }

  /** Removes the oldest node whose mark is due. */
  MarkNode next() {
    return due.pollFirst();
  }

  /** Makes every mark ready now: nothing is waited for any more. */
  void hurry(long nowNanos) {
    hurried = true;
    List<MarkNode> early = List.copyOf(waiting);
    waiting.clear();
    for (MarkNode node : early) {
      node.readyAt(nowNanos);
      add(node);
    }
    promote(nowNanos);
  }

  /** How long until marks may become ready without anybody adding one, at most {@code longest}. */
  long nanosToNext(long nowNanos, long longest) {
    long left = longest;
    if (!waiting.isEmpty()) {
      left = Math.min(left, waiting.first().readyNanos() - nowNanos);
    }
    if (!due.isEmpty()) {
      left = Math.min(left, due.first().firstNanos() + timing.delayNanos() - nowNanos);
    }
    return left;
  }

  /**
   * When the oldest mark began; {@link Long#MAX_VALUE} if there is none. Asked often while somebody
   * waits for a flush, and most marks are due.
   */
  long oldestNanos() {
    long oldest = due.isEmpty() ? Long.MAX_VALUE : due.first().firstNanos();
    for (MarkNode node : waiting) {
      oldest = Math.min(oldest, node.firstNanos());
    }
    return oldest;
  }
}
