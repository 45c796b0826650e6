// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import java.util.Arrays;

/** Byte strings of some rows in one arena; rows are added in ascending order. */
final class SparseBytes {
  private static final byte[] NONE = {};
  private static final int[] NO_ROWS = {};

  private int size;
  private int[] rows = NO_ROWS;
  private final ByteArena arena = new ByteArena();

  void add(int row, byte[] value) {
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, Capacity.grown(size));
    }
    rows[size++] = row;
    arena.add(value, 0, value.length);
  }

  /** The string of a row, empty if it has none; a fresh array. */
  byte[] get(int row) {
    int slot = size == 0 ? -1 : Arrays.binarySearch(rows, 0, size, row);
    return slot < 0 ? NONE : arena.get(slot);
  }

  void trim() {
    rows = Arrays.copyOf(rows, size);
    arena.trim();
  }
}
