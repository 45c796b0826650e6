// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Few rows that show every pair of values of any two factors together at least once.
 *
 * <p>Greedy and without chance: each row starts with the first pair still missing and takes, factor
 * by factor, the value that adds most missing pairs, the values taking turns when equal. Owned by
 * one thread.
 */
final class AllPairs {
  private final int[] sizes;
  private final Set<Pair> missing = new HashSet<>();
  private final List<int[]> rows = new ArrayList<>();

  /** Value {@code a} of factor {@code i} beside value {@code b} of the later factor {@code j}. */
  private record Pair(int i, int a, int j, int b) {}

  private AllPairs(int... sizes) {
    this.sizes = sizes;
    for (int i = 0; i < sizes.length; i++) {
      for (int j = i + 1; j < sizes.length; j++) {
        addPairs(i, j);
      }
    }
  }

  /**
   * The rows.
   *
   * @param sizes how many values each factor has
   * @return rows with the index of a value per factor
   */
  static List<int[]> of(int... sizes) {
    AllPairs pairs = new AllPairs(sizes);
    while (!pairs.missing.isEmpty()) {
      pairs.rows.add(pairs.nextRow());
    }
    return pairs.rows;
  }

  private void addPairs(int i, int j) {
    for (int a = 0; a < sizes[i]; a++) {
      for (int b = 0; b < sizes[j]; b++) {
        missing.add(new Pair(i, a, j, b));
      }
    }
  }

  private int[] nextRow() {
    int[] row = new int[sizes.length];
    boolean[] chosen = new boolean[sizes.length];
    Pair first = firstMissing();
    row[first.i] = first.a;
    row[first.j] = first.b;
    chosen[first.i] = true;
    chosen[first.j] = true;
    for (int factor = 0; factor < sizes.length; factor++) {
      if (!chosen[factor]) {
        row[factor] = bestValue(factor, row, chosen);
        chosen[factor] = true;
      }
    }
    missing.removeIf(pair -> row[pair.i] == pair.a && row[pair.j] == pair.b);
    return row;
  }

  private Pair firstMissing() {
    for (int i = 0; i < sizes.length; i++) {
      for (int j = i + 1; j < sizes.length; j++) {
        for (int cell = 0; cell < sizes[i] * sizes[j]; cell++) {
          Pair pair = new Pair(i, cell / sizes[j], j, cell % sizes[j]);
          if (missing.contains(pair)) {
            return pair;
          }
        }
      }
    }
    throw new IllegalStateException("no pair is missing");
  }

  private int bestValue(int factor, int[] row, boolean[] chosen) {
    int best = 0;
    int most = -1;
    for (int turn = 0; turn < sizes[factor]; turn++) {
      int value = (rows.size() + turn) % sizes[factor];
      int added = added(factor, value, row, chosen);
      if (added > most) {
        most = added;
        best = value;
      }
    }
    return best;
  }

  private int added(int factor, int value, int[] row, boolean[] chosen) {
    int added = 0;
    for (int other = 0; other < sizes.length; other++) {
      Pair pair =
          other < factor
              ? new Pair(other, row[other], factor, value)
              : new Pair(factor, value, other, row[other]);
      if (chosen[other] && missing.contains(pair)) {
        added++;
      }
    }
    return added;
  }
}
