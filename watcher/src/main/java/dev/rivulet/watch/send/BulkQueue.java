// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.send;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.source.RecentMap;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Large files that wait to be sent, the first that came first. One that changes all the time, such
 * as a log, has to be read as a whole for each transfer: it rests four times as long as its last
 * transfer took, so that reading it takes a fifth of the time at most (hazard 15.6). Times are of
 * the {@link System#nanoTime} scale. Not safe for several threads.
 */
final class BulkQueue {
  /** Files that may wait; more are better sent together with others. */
  static final int MOST = 1_000;

  /** The longest rest. */
  static final Duration LONGEST_REST = Duration.ofMinutes(1);

  private static final int REST = 4;

  private final Map<TreePath, Mark> waiting = new LinkedHashMap<>();

  /** Until when files rest that were sent lately. */
  private final Map<TreePath, Long> rests = new RecentMap<>(MOST);

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  boolean isFull() {
    return waiting.size() >= MOST;
  }

  /** Adds a file that does not wait yet. */
  void add(Mark mark) {
    waiting.put(mark.path(), mark);
  }

  /** Removes the first file that does not rest. */
  Optional<Mark> poll(long nowNanos) {
    Optional<Mark> next =
        waiting.values().stream().filter(m -> restOf(m.path(), nowNanos) <= 0).findFirst();
    next.ifPresent(mark -> waiting.remove(mark.path()));
    return next;
  }

  /** How long until {@link #poll} finds something; {@link Long#MAX_VALUE} if nothing waits. */
  long nanosToNext(long nowNanos) {
    return waiting.keySet().stream()
        .mapToLong(path -> restOf(path, nowNanos))
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private long restOf(TreePath path, long nowNanos) {
    Long until = rests.get(path);
    return until == null ? 0 : until - nowNanos;
  }

  /** Notes how long the transfer of a file took. */
  void sent(TreePath path, long startNanos, long endNanos) {
    rests.values().removeIf(until -> until - endNanos <= 0);
    long rest = Math.min(LONGEST_REST.toNanos(), REST * (endNanos - startNanos));
    rests.put(path, endNanos + rest);
  }

  /** Ends all rests. */
  void hurry() {
    rests.clear();
  }
}
