// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.listing;

import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.FileList;
import dev.rivulet.rsync.options.DebugFlag;
import java.io.IOException;

/**
 * Tells which entries of a list are there already or share a file ({@code --debug=DUP,HLINK}), in
 * rsync's words. Only since protocol 30 the lists themselves say which. Owned by the thread of the
 * role.
 */
final class ListRemarks {
  private final boolean duplicates;
  private final boolean links;

  ListRemarks(Transfer transfer) {
    this.duplicates = transfer.traces(DebugFlag.DUP);
    boolean numbered = transfer.options().preserve().hardLinks() && transfer.protocol() >= 30;
    this.links = numbered && transfer.traces(DebugFlag.HLINK);
  }

  boolean areTold() {
    return duplicates || links;
  }

  /** Which entries are further names of a file; groups are named by the first. */
  void links(FileList list, Reports reports) throws IOException {
    for (int place = 0; links && place < list.size(); place++) {
      int index = list.firstIndex() + place;
      long first = list.groupAsArrived(place);
      if (first >= 0 && first != index) {
        reports.info(
            "[%s] #%d hard-links #%d (%s)"
                .formatted(
                    reports.role(),
                    index,
                    first,
                    first >= list.firstIndex() ? "abbrev" : "unabbrev"));
      }
    }
  }

  /** Which entries will not be dealt with. */
  void duplicates(FileList list, Reports reports) throws IOException {
    for (int position = 0; duplicates && position < list.size(); position++) {
      FileEntry entry = list.entry(position);
      if (!entry.isActive()) {
        int number = list.firstIndex() + position;
        reports.info(
            new Text()
                .add("removing duplicate name ")
                .add(entry.name())
                .add(" from file list (" + number + ")")
                .bytes());
      }
    }
  }
}
