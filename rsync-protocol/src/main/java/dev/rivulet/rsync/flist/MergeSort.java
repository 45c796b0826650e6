// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

/** A stable sort of row numbers; the platform has none for primitive arrays. */
final class MergeSort {
  private static final int INSERTION_LIMIT = 8;

  /** Compares two rows. */
  @FunctionalInterface
  interface RowOrder {
    int compare(int a, int b);
  }

  private MergeSort() {}

  static void sort(int[] rows, int from, int to, RowOrder order) {
    if (to - from < 2) {
      return;
    }
    sort(rows, from, to, new int[(to - from + 1) / 2], order);
  }

  private static void sort(int[] rows, int from, int to, int[] spare, RowOrder order) {
    if (to - from <= INSERTION_LIMIT) {
      insertionSort(rows, from, to, order);
      return;
    }
    int middle = (from + to) >>> 1;
    sort(rows, from, middle, spare, order);
    sort(rows, middle, to, spare, order);
    if (order.compare(rows[middle - 1], rows[middle]) > 0) {
      merge(rows, from, middle, to, spare, order);
    }
  }

  private static void insertionSort(int[] rows, int from, int to, RowOrder order) {
    for (int i = from + 1; i < to; i++) {
      int row = rows[i];
      int at = i;
      while (at > from && order.compare(rows[at - 1], row) > 0) {
        rows[at] = rows[at - 1];
        at--;
      }
      rows[at] = row;
    }
  }

  /** The left half moves aside, so the merge never overtakes what it has still to read. */
  private static void merge(int[] rows, int from, int middle, int to, int[] spare, RowOrder order) {
    int leftCount = middle - from;
    System.arraycopy(rows, from, spare, 0, leftCount);
    int left = 0;
    int right = middle;
    int out = from;
    while (left < leftCount && right < to) {
      rows[out++] = order.compare(spare[left], rows[right]) <= 0 ? spare[left++] : rows[right++];
    }
    System.arraycopy(spare, left, rows, out, leftCount - left);
  }
}
