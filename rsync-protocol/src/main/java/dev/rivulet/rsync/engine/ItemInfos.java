// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import dev.rivulet.rsync.event.ItemInfo;
import dev.rivulet.rsync.flist.FileEntry;

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
}
