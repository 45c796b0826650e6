// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.transfer;

import dev.rivulet.rsync.event.TransferStats.Counts;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.FileList;
import dev.rivulet.rsync.store.FileType;

/**
 * The numbers of a transfer while it runs. Every field is written by one thread and read when the
 * threads have ended.
 */
public final class Counters {
  /** Files by kind. */
  public static final class Kinds {
    public int regular;
    public int directories;
    public int links;
    public int devices;
    public int specials;

    public void add(int mode) {
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
  public final Kinds created = new Kinds();
  public Kinds deleted = new Kinds();
  public long skippedDeletions;
  public int transferredFiles;
  public long transferredSize;
  public long literalBytes;
  public long matchedBytes;
  public long hashHits;
  public long falseAlarms;
  public long totalSize;
  public long listSize;
  public long listBuildMillis;
  public long listTransferMillis;

  /** Counts the entries of a list. */
  public void addList(FileList list) {
    for (int position = 0; position < list.size(); position++) {
      FileEntry entry = list.entry(position);
      if (!entry.isMissingArgument()) {
        files.add(entry.mode());
      }
    }
    totalSize += list.totalSize();
  }
}
