// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** The ids a sender has put on the wire, in order of their first appearance. */
final class SentIds {
  private final Set<Integer> known = new HashSet<>();
  private int[] ids = {};
  private int count;

  /** Whether the id is new; from then on it is known. */
  boolean add(int id) {
    if (!known.add(id)) {
      return false;
    }
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, Capacity.grown(count));
    }
    ids[count++] = id;
    return true;
  }

  int count() {
    return count;
  }

  int get(int position) {
    return ids[position];
  }
}
