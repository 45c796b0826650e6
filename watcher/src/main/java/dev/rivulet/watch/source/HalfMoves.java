// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** First halves of moves that wait for their second ones. Owned by one thread. */
final class HalfMoves {
  /** How long the second half may take before the first counts as a removal. */
  private static final long GRACE_NANOS = 20_000_000;

  private final Map<Integer, Waiting> waiting = new LinkedHashMap<>();

  private record Waiting(HalfMove half, long sinceNanos) {}

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  void put(int cookie, HalfMove half) {
    waiting.put(cookie, new Waiting(half, System.nanoTime()));
  }

  /** The half that belongs to a cookie; null if the move began outside. */
  HalfMove take(int cookie) {
    Waiting found = waiting.remove(cookie);
    return found == null ? null : found.half();
  }

  /** Those that have waited long enough, the oldest first. */
  List<HalfMove> takeOverdue() {
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<HalfMove> overdue = new ArrayList<>();
    long now = System.nanoTime();
    Iterator<Waiting> each = waiting.values().iterator();
    while (each.hasNext()) {
      Waiting oldest = each.next();
      if (now - oldest.sinceNanos() < GRACE_NANOS) {
        break;
      }
      overdue.add(oldest.half());
      each.remove();
    }
    return overdue;
  }
}
