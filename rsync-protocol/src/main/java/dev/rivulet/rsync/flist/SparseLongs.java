// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import java.util.Arrays;

/** Long values of a few rows; rows are added in ascending order and found by binary search. */
final class SparseLongs {
  private static final int[] NO_ROWS = {};
  private static final long[] NO_VALUES = {};

  private int size;
  private int[] rows = NO_ROWS;
  private long[] values = NO_VALUES;

  int size() {
    return size;
  }

  int row(int slot) {
    return rows[slot];
  }

  long value(int slot) {
    return values[slot];
  }

  void setValue(int slot, long value) {
    values[slot] = value;
  }

  void add(int row, long value) {
    if (size == rows.length) {
      int capacity = Capacity.grown(size);
      rows = Arrays.copyOf(rows, capacity);
      values = Arrays.copyOf(values, capacity);
    }
    rows[size] = row;
    values[size++] = value;
  }

  long get(int row, long otherwise) {
    int slot = size == 0 ? -1 : Arrays.binarySearch(rows, 0, size, row);
    return slot < 0 ? otherwise : values[slot];
  }

  void trim() {
    rows = Arrays.copyOf(rows, size);
    values = Arrays.copyOf(values, size);
  }
}
