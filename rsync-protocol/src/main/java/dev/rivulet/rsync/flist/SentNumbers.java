// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import java.util.Arrays;

/** Which values of a table the peer has, and the numbers it gave them: the order they came in. */
final class SentNumbers {
  private int[] positions = {};
  private int count;
  private boolean isNew;

  /** What goes over the wire for a value: 0 if it has to follow, else its position from 1. */
  int reference(int number) {
    if (number >= positions.length) {
      positions = Arrays.copyOf(positions, Math.max(number + 1, Capacity.grown(positions.length)));
    }
    int position = positions[number];
    isNew = position == 0;
    if (isNew) {
      positions[number] = ++count;
    }
    return position;
  }

  /** Whether the value last referred to was new. */
  boolean isNew() {
    return isNew;
  }
}
