// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import java.util.Arrays;

/**
 * Makes all but one entry of each name inactive, as the receiving side does: a directory wins over
 * anything else, otherwise the first in sorted order; directories merge.
 */
final class Duplicates {
  private final EntryColumns columns;
  private final EntryOrder order;
  private final int[] sorted;
  private final boolean filesFirst;

  Duplicates(EntryColumns columns, EntryOrder order, int[] sorted, boolean filesFirst) {
    this.columns = columns;
    this.order = order;
    this.sorted = sorted;
    this.filesFirst = filesFirst;
  }

  void deactivate() {
    int kept = -1;
    for (int row : sorted) {
      if (columns.has(row, EntryFlag.INACTIVE)) {
        continue;
      }
      if (kept >= 0 && order.areEqual(kept, row)) {
        kept = survivor(kept, row);
      } else {
        kept = row;
        if (filesFirst && columns.isDirectory(row)) {
          deactivateFile(row);
        }
      }
    }
  }

  private int survivor(int first, int second) {
    boolean firstWins = columns.isDirectory(first) || !columns.isDirectory(second);
    int winner = firstWins ? first : second;
    int loser = firstWins ? second : first;
    if (columns.isDirectory(loser)) {
      merge(winner, loser);
    }
    columns.setFlag(loser, EntryFlag.INACTIVE);
    return winner;
  }

  private void merge(int winner, int loser) {
    for (int flag : new int[] {EntryFlag.TOP, EntryFlag.CONTENT}) {
      if (columns.has(loser, flag)) {
        columns.setFlag(winner, flag);
      }
    }
    if (!columns.has(loser, EntryFlag.IMPLIED)) {
      columns.clearFlag(winner, EntryFlag.IMPLIED);
    }
  }

  /** A file of the directory's name sorts elsewhere, before every directory beside it. */
  private void deactivateFile(int directory) {
    byte[] name = columns.name(directory);
    int position = order.find(sorted, name, false);
    while (position >= 0 && position < sorted.length && isFileNamed(sorted[position], name)) {
      columns.setFlag(sorted[position++], EntryFlag.INACTIVE);
    }
  }

  private boolean isFileNamed(int row, byte[] name) {
    return !columns.isDirectory(row) && Arrays.equals(columns.name(row), name);
  }
}
