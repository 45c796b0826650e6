// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import java.util.Arrays;

/**
 * The order by which both ends number the entries of a list; a stable sort of the names as they
 * arrived.
 *
 * <p>Since protocol 29 the files of a directory come before its subdirectories, and a directory
 * right before its contents, compared with a slash at its end. That is the order of the triple
 * (directory part, directory before file, base name) in unsigned bytes, where a directory counts as
 * the first thing inside itself: so only the distinct directory names are compared in full, and the
 * files of each are sorted by base name. Before protocol 29 whole names are compared, byte by byte.
 */
final class EntryOrder {
  private final EntryColumns columns;
  private final boolean filesFirst;

  EntryOrder(EntryColumns columns, boolean filesFirst) {
    this.columns = columns;
    this.filesFirst = filesFirst;
  }

  /** Rows in sorted order. */
  int[] sorted() {
    return filesFirst ? sortedByDirectory() : sortedByName();
  }

  private int[] sortedByName() {
    int[] rows = new int[columns.size()];
    Arrays.setAll(rows, row -> row);
    MergeSort.sort(rows, 0, rows.length, this::compareNames);
    return rows;
  }

  private int compareNames(int a, int b) {
    if (columns.prefixId(a) == columns.prefixId(b)) {
      return compareBases(a, b);
    }
    return Arrays.compareUnsigned(columns.name(a), columns.name(b));
  }

  private int compareBases(int a, int b) {
    ByteArena bases = columns.baseNames();
    byte[] bytes = bases.bytes();
    return Arrays.compareUnsigned(
        bytes, bases.start(a), bases.end(a), bytes, bases.start(b), bases.end(b));
  }

  private int[] sortedByDirectory() {
    int[] rankOfRow = directoryRanks();
    int[] rows = new int[columns.size()];
    int ranks = 0;
    for (int rank : rankOfRow) {
      ranks = Math.max(ranks, rank + 1);
    }
    int[] next = new int[ranks + 1];
    for (int rank : rankOfRow) {
      next[rank + 1]++;
    }
    for (int rank = 0; rank < ranks; rank++) {
      next[rank + 1] += next[rank];
    }
    int[] starts = Arrays.copyOf(next, ranks + 1);
    place(rankOfRow, next, rows, true);
    int[] fileStarts = Arrays.copyOf(next, ranks);
    place(rankOfRow, next, rows, false);
    for (int rank = 0; rank < ranks; rank++) {
      MergeSort.sort(rows, fileStarts[rank], starts[rank + 1], this::compareBases);
    }
    return rows;
  }

  private void place(int[] rankOfRow, int[] next, int[] rows, boolean directories) {
    for (int row = 0; row < rankOfRow.length; row++) {
      if (columns.isDirectory(row) == directories) {
        rows[next[rankOfRow[row]]++] = row;
      }
    }
  }

  /** For each row the rank of its directory among all, a directory's row being in itself. */
  private int[] directoryRanks() {
    int prefixes = columns.prefixCount();
    int[] groupOfRow = new int[columns.size()];
    int groups = prefixes;
    for (int row = 0; row < groupOfRow.length; row++) {
      boolean opensGroup = columns.isDirectory(row) && !columns.isDot(row);
      groupOfRow[row] = opensGroup ? groups++ : columns.prefixId(row);
    }
    byte[][] names = new byte[groups][];
    for (int id = 0; id < prefixes; id++) {
      names[id] = columns.prefix(id);
    }
    for (int row = 0; row < groupOfRow.length; row++) {
      if (groupOfRow[row] >= prefixes) {
        names[groupOfRow[row]] = directoryName(row);
      }
    }
    int[] rank = ranks(names);
    Arrays.setAll(groupOfRow, row -> rank[groupOfRow[row]]);
    return groupOfRow;
  }

  private static int[] ranks(byte[][] names) {
    int[] sorted = new int[names.length];
    Arrays.setAll(sorted, i -> i);
    MergeSort.sort(sorted, 0, sorted.length, (a, b) -> Arrays.compareUnsigned(names[a], names[b]));
    int[] rank = new int[names.length];
    int current = 0;
    for (int i = 1; i < sorted.length; i++) {
      if (!Arrays.equals(names[sorted[i - 1]], names[sorted[i]])) {
        current++;
      }
      rank[sorted[i]] = current;
    }
    return rank;
  }

  /** A directory's name with a slash at its end; the root of the transfer has none. */
  private byte[] directoryName(int row) {
    if (columns.isDot(row)) {
      return columns.prefixOf(row);
    }
    byte[] name = Arrays.copyOf(columns.name(row), columns.nameLength(row) + 1);
    name[name.length - 1] = '/';
    return name;
  }

  /** Whether two rows stand for the same name and, where that matters, the same kind. */
  boolean areEqual(int a, int b) {
    if (filesFirst && columns.isDirectory(a) != columns.isDirectory(b)) {
      return false;
    }
    return columns.prefixId(a) == columns.prefixId(b)
        ? compareBases(a, b) == 0
        : Arrays.equals(columns.name(a), columns.name(b));
  }

  /**
   * The first sorted position of a name.
   *
   * @param directory whether a directory is looked for; without meaning before protocol 29
   * @return the position, or -1
   */
  int find(int[] sorted, byte[] name, boolean directory) {
    byte[] group = groupOf(name, directory);
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(sorted[middle], name, group, directory) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < sorted.length && compare(sorted[low], name, group, directory) == 0 ? low : -1;
  }

  /** Whether a row stands where {@link #find} looks for a name. */
  boolean isAt(int row, byte[] name, boolean directory) {
    return compare(row, name, groupOf(name, directory), directory) == 0;
  }

  private static byte[] groupOf(byte[] name, boolean directory) {
    int baseStart = name.length;
    while (baseStart > 0 && name[baseStart - 1] != '/') {
      baseStart--;
    }
    boolean dot = name.length - baseStart == 1 && name[baseStart] == '.';
    if (!directory || dot) {
      return Arrays.copyOf(name, baseStart);
    }
    byte[] group = Arrays.copyOf(name, name.length + 1);
    group[name.length] = '/';
    return group;
  }

  private int compare(int row, byte[] name, byte[] group, boolean directory) {
    if (!filesFirst) {
      return Arrays.compareUnsigned(columns.name(row), name);
    }
    boolean rowIsDirectory = columns.isDirectory(row);
    byte[] rowGroup = rowIsDirectory ? directoryName(row) : columns.prefixOf(row);
    int byGroup = Arrays.compareUnsigned(rowGroup, group);
    if (byGroup != 0) {
      return byGroup;
    }
    if (rowIsDirectory || directory) {
      return rowIsDirectory == directory ? 0 : rowIsDirectory ? -1 : 1;
    }
    ByteArena bases = columns.baseNames();
    return Arrays.compareUnsigned(
        bases.bytes(), bases.start(row), bases.end(row), name, group.length, name.length);
  }
}
