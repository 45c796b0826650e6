// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

/** How arrays grow: by half, up to the largest array a JVM makes. */
final class Capacity {
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private Capacity() {}

  static int grown(int size) {
    return (int) Math.min(LARGEST, size + (size >> 1) + 8L);
  }

  /** At least {@code needed}, which the caller knows to be positive and not overflown. */
  static int grown(int size, int needed) {
    return Math.max(needed, grown(size));
  }
}
