// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import dev.rivulet.rsync.event.TransferStats.Counts;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.FileList;
import dev.rivulet.rsync.store.FileType;

/**
 * The numbers of a transfer while it runs. Every field is written by one thread and read when the
 * threads have ended.
 */
final class Counters {
  /** Files by kind. */
  static final class Kinds {
    int regular;
    int directories;
    int links;
    int devices;
    int specials;

    void add(int mode) {
      if (FileType.isRegular(mode)) {
        regular++;
      } else if (FileType.isDirectory(mode)) {
        directories++;
      } else if (FileType.isSymlink(mode)) {
        links++;
      } else if (FileType.isDevice(mode)) {
        devices++;
      } else {
        specials++;
      }
    }

    Counts counts() {
      return new Counts(regular, directories, links, devices, specials);
    }
  }

  final Kinds files = new Kinds();
  final Kinds created = new Kinds();
  Kinds deleted = new Kinds();
  long skippedDeletions;
  int transferredFiles;
  long transferredSize;
  long literalBytes;
  long matchedBytes;
  long hashHits;
  long falseAlarms;
  long totalSize;
  long listSize;
  long listBuildMillis;
  long listTransferMillis;

  /** Counts the entries of a list. */
  void addList(FileList list) {
    for (int position = 0; position < list.size(); position++) {
      FileEntry entry = list.entry(position);
      if (!entry.isMissingArgument()) {
        files.add(entry.mode());
      }
    }
    totalSize += list.totalSize();
  }
}
