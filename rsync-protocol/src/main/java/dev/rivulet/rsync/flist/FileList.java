// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.store.FileType;
import java.util.Arrays;

/**
 * One sorted segment of the files of a transfer, held in columns.
 *
 * <p>Names share their directory prefix and lie in one byte arena; modes, sizes, times and ids are
 * primitive arrays; rare parts are side tables. Built by one thread, then immutable and safe for
 * others once handed over by a lock, queue or {@link FileLists}.
 */
public final class FileList {
  private final EntryColumns columns;
  private final EntryOrder order;
  private final int[] sorted;
  private final boolean filesFirst;
  private final int firstIndex;
  private final boolean countsArrivals;
  private final int directoryNumber;
  private final int ioError;
  private final boolean stripsSlash;
  private final SharedAttributes shared;
  private final long totalSize;

  FileList(
      EntryColumns columns,
      EntryOrder order,
      int[] sorted,
      boolean filesFirst,
      int firstIndex,
      boolean countsArrivals,
      int directoryNumber,
      int ioError,
      boolean stripsSlash,
      SharedAttributes shared) {
    this.columns = columns;
    this.order = order;
    this.sorted = sorted;
    this.filesFirst = filesFirst;
    this.firstIndex = firstIndex;
    this.countsArrivals = countsArrivals;
    this.directoryNumber = directoryNumber;
    this.ioError = ioError;
    this.stripsSlash = stripsSlash;
    this.shared = shared;
    this.totalSize = sumOfSizes(columns);
  }

  private static long sumOfSizes(EntryColumns columns) {
    long sum = 0;
    for (int row = 0; row < columns.size(); row++) {
      int mode = columns.mode(row);
      if (FileType.isRegular(mode) || FileType.isSymlink(mode)) {
        sum += columns.size(row);
      }
    }
    return sum;
  }

  /** Number of entries, inactive ones included. */
  public int size() {
    return sorted.length;
  }

  /** The index of the first entry: 0 without incremental recursion, else 1 for the first list. */
  public int firstIndex() {
    return firstIndex;
  }

  /** The directory number whose contents this list holds, or -1 for the first list. */
  public int directoryNumber() {
    return directoryNumber;
  }

  /** The entry at a sorted position. */
  public FileEntry entry(int position) {
    int row = sorted[position];
    return new FileEntry(this, row, firstIndex + (countsArrivals ? row : position));
  }

  /** The name, as it came, of the entry at a place in arrival order; a fresh array. */
  public byte[] nameAsArrived(int place) {
    return columns.name(place);
  }

  /** The hard-link group, as {@link FileEntry#hardLinkGroup}, at a place in arrival order. */
  public long groupAsArrived(int place) {
    return columns.hardLinkGroup(place);
  }

  /** The entry of an index of this list. */
  FileEntry indexed(int index) {
    return new FileEntry(this, rowOfIndex(index), index);
  }

  /**
   * The row of an index: indexes are given in sorted order, or in arrival order where the ends may
   * sort differently.
   */
  int rowOfIndex(int index) {
    int place = index - firstIndex;
    return countsArrivals ? place : sorted[place];
  }

  /**
   * The number of the directory at each sorted position, -1 for other entries: directories count in
   * the order of their indexes.
   *
   * @param first how many directories earlier lists had
   */
  public int[] directoryNumbers(int first) {
    int[] byRow = new int[sorted.length];
    int next = first;
    for (int at = 0; at < sorted.length; at++) {
      int row = rowOfIndex(firstIndex + at);
      byRow[row] = columns.isDirectory(row) ? next++ : -1;
    }
    int[] numbers = new int[sorted.length];
    Arrays.setAll(numbers, position -> byRow[sorted[position]]);
    return numbers;
  }

  /** The sorted position of an active entry of this full name, or -1. */
  public int find(byte[] name) {
    int position = findAsIs(name);
    if (position < 0 && stripsSlash) {
      byte[] absolute = new byte[name.length + 1];
      absolute[0] = '/';
      System.arraycopy(name, 0, absolute, 1, name.length);
      position = findAsIs(absolute);
    }
    return position;
  }

  private int findAsIs(byte[] name) {
    int position = findActive(name, true);
    return position >= 0 || !filesFirst ? position : findActive(name, false);
  }

  /** Of entries at one place in the order only one is active, not always the first. */
  private int findActive(byte[] name, boolean directory) {
    int at = order.find(sorted, name, directory);
    while (at >= 0 && columns.has(sorted[at], EntryFlag.INACTIVE)) {
      boolean goesOn = at + 1 < sorted.length && order.isAt(sorted[at + 1], name, directory);
      at = goesOn ? at + 1 : -1;
    }
    return at;
  }

  /** The I/O error bits reported at the end of this list. */
  public int ioError() {
    return ioError;
  }

  /** Sum of the lengths of regular files and symbolic links. */
  public long totalSize() {
    return totalSize;
  }

  /** What the numbers of access control lists and extended attributes mean. */
  SharedAttributes shared() {
    return shared;
  }

  EntryColumns columns() {
    return columns;
  }

  /** Rows in sorted order; not to be changed. */
  int[] sortedRows() {
    return sorted;
  }

  /** The name of a row as users see it. */
  byte[] displayName(int row) {
    byte[] name = columns.name(row);
    return stripsSlash && name.length > 0 && name[0] == '/'
        ? Arrays.copyOfRange(name, 1, name.length)
        : name;
  }

  /** A list of one entry alone, which may outlive the list it was copied from. */
  static FileList ofOne(EntryDraft draft, int index, SharedAttributes shared) {
    EntryColumns alone = new EntryColumns();
    alone.add(draft);
    return new FileList(
        alone,
        new EntryOrder(alone, true),
        new int[] {0},
        true,
        index,
        false,
        -1,
        0,
        false,
        shared);
  }
}
