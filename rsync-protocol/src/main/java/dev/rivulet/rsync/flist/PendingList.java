// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.filter.DirectoryFilters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A list while its entries are gathered, with what is needed to go on below its directories. */
final class PendingList {

  /**
   * What holds for the entries found in one place.
   *
   * @param filters in force where the entries were found
   * @param device the file system that -x stays on
   */
  record Context(DirectoryFilters filters, long device) {}

  private final FileListBuilder builder;
  private final List<Context> contexts = new ArrayList<>();
  private int[] firstRows = new int[4];

  PendingList(FileListBuilder builder) {
    this.builder = builder;
  }

  FileListBuilder builder() {
    return builder;
  }

  /** Entries from now on were found there. */
  void enter(Context context) {
    int count = contexts.size();
    if (count > 0 && contexts.get(count - 1).equals(context)) {
      return;
    }
    if (count == firstRows.length) {
      firstRows = Arrays.copyOf(firstRows, Capacity.grown(count));
    }
    firstRows[count] = builder.size();
    contexts.add(context);
  }

  /** Where the entry of a row was found. */
  Context context(int row) {
    int found = Arrays.binarySearch(firstRows, 0, contexts.size(), row);
    int at = found >= 0 ? found : -found - 2;
    while (at + 1 < contexts.size() && firstRows[at + 1] == firstRows[at]) {
      at++;
    }
    return contexts.get(at);
  }
}
