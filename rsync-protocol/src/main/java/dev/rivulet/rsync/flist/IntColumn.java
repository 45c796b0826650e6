// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * One int per row, growing; costs nothing per row while all rows hold the same value, which is the
 * rule for owners and groups.
 */
final class IntColumn {
  private static final int FIRST_CAPACITY = 16;

  private int size;
  private int constant;

  /** Null while every row holds {@link #constant}. */
  private int[] values;

  int size() {
    return size;
  }

  int get(int row) {
    return values == null ? constant : values[row];
  }

  void add(int value) {
    if (values == null) {
      if (size == 0) {
        constant = value;
      }
      if (value == constant) {
        size++;
        return;
      }
      spread();
    }
    if (size == values.length) {
      values = Arrays.copyOf(values, Capacity.grown(size));
    }
    values[size++] = value;
  }

  void set(int row, int value) {
    if (get(row) == value) {
      return;
    }
    if (values == null) {
      spread();
    }
    values[row] = value;
  }

  /** Replaces every value; the mapping is asked once per run of equal values. */
  void map(IntUnaryOperator mapping) {
    if (size == 0) {
      return;
    }
    if (values == null) {
      constant = mapping.applyAsInt(constant);
      return;
    }
    int from = values[0];
    int to = mapping.applyAsInt(from);
    for (int row = 0; row < size; row++) {
      if (values[row] != from) {
        from = values[row];
        to = mapping.applyAsInt(from);
      }
      values[row] = to;
    }
  }

  /** Gives back what was allocated ahead. */
  void trim() {
    if (values != null && values.length > size) {
      values = Arrays.copyOf(values, size);
    }
  }

  private void spread() {
    values = new int[Math.max(FIRST_CAPACITY, Capacity.grown(size))];
    Arrays.fill(values, 0, size, constant);
  }
}
