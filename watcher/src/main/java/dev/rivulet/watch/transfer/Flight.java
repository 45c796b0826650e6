// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark;
import java.util.List;
import java.util.Optional;

/**
 * Marks on their way to a target, from before they are taken out of the {@link
 * dev.rivulet.watch.mark.MarkSet} until what was not confirmed is back in it. Guarded by the lock
 * of the {@link TargetStatistics} it belongs to; closed by the worker that began it.
 */
public final class Flight implements AutoCloseable {
  private final TargetStatistics statistics;
  private List<Mark> carried = List.of();
  private boolean loaded;

  Flight(TargetStatistics statistics) {
    this.statistics = statistics;
  }

  /** Tells what is carried; to be called once, also if it is nothing. */
  public void carries(List<Mark> taken) {
    statistics.update(
        () -> {
          carried = taken;
          loaded = true;
        });
  }

  @Override
  public void close() {
    statistics.ended(this);
  }

  int size() {
    return carried.size();
  }

  /** The moment its oldest mark is from; the beginning of time while that is not known. */
  long oldestNanos() {
    long oldest = loaded ? Long.MAX_VALUE : Long.MIN_VALUE;
    for (Mark mark : carried) {
      oldest = Math.min(oldest, mark.firstNanos());
    }
    return oldest;
  }

  /** Its oldest mark. */
  Optional<Mark> oldest() {
    return carried.stream().min(Mark.BY_AGE);
  }

  /** The mark that answers for a path. */
  Optional<Mark> covering(TreePath path) {
    return carried.stream().filter(mark -> mark.covers(path)).findFirst();
  }
}
