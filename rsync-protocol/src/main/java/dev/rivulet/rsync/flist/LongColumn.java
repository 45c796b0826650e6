// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

/** One long per row in two halves, so that small values cost four bytes. */
final class LongColumn {
  private final IntColumn low = new IntColumn();
  private final IntColumn high = new IntColumn();

  long get(int row) {
    return (long) high.get(row) << 32 | low.get(row) & 0xffffffffL;
  }

  void add(long value) {
    low.add((int) value);
    high.add((int) (value >> 32));
  }

  void trim() {
    low.trim();
    high.trim();
  }
}
