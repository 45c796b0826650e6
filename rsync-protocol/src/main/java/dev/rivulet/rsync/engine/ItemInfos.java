// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import dev.rivulet.rsync.event.ItemInfo;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.wire.ItemFlags;

/** Snapshots of entries for listeners. */
final class ItemInfos {
  private ItemInfos() {}

  static ItemInfo of(FileEntry entry) {
    return new ItemInfo(
        entry.name(),
        entry.mode(),
        entry.size(),
        entry.mtime(),
        entry.uid(),
        entry.gid(),
        entry.linkTarget());
  }

  /**
   * An item as the end sees it that knows the times of symbolic links to be set only when the peer
   * has said so, which none does before protocol 30.
   */
  static TransferEvent.Item item(
      FileEntry entry, ItemRecord record, boolean sending, boolean linkTimes) {
    boolean unset = entry.isSymlink() && record.has(ItemFlags.REPORT_TIME) && !linkTimes;
    int flags = record.flags() | (unset ? ItemFlags.REPORT_TIMEFAIL : 0);
    return new TransferEvent.Item(of(entry), flags, record.otherName(), sending, 0, 0);
  }
}
