// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import java.util.Arrays;

/** The ids a sender has put on the wire, in order of their first appearance. */
final class SentIds {
  private int[] ids = {};
  private int count;

  /** Whether the id is new; from then on it is known. There are few, so they are looked through. */
  boolean add(int id) {
    for (int i = count - 1; i >= 0; i--) {
      if (ids[i] == id) {
        return false;
      }
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
