// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.ProtocolException;

/**
 * All directories of a transfer in the order of their numbers: lists in arrival order, within a
 * list in the order of the indexes, the root and duplicates included. They stay when their list is
 * dropped.
 *
 * <p>Not safe for several threads; {@link FileLists} guards it. What it hands out is a copy.
 */
final class DirectoryColumns {
  private final EntryColumns columns = new EntryColumns();
  private final EntryDraft draft = new EntryDraft();

  /** That of all lists of a transfer. */
  private SharedAttributes shared = new SharedAttributes();

  void addAll(FileList list) {
    EntryColumns from = list.columns();
    shared = list.shared();
    for (int at = 0; at < list.size(); at++) {
      int row = list.rowOfIndex(list.firstIndex() + at);
      if (from.isDirectory(row)) {
        from.read(row, draft);
        draft.setName(list.displayName(row));
        columns.add(draft);
      }
    }
  }

  int size() {
    return columns.size();
  }

  /** The directory as an entry that answers to {@code index}. */
  FileEntry entry(int number, int index) throws ProtocolException {
    if (number < 0 || number >= columns.size()) {
      throw new ProtocolException("Invalid directory number: " + number);
    }
    columns.read(number, draft);
    return FileList.ofOne(draft, index, shared).entry(0);
  }
}
