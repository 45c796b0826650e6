// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.FileAttributes;

/**
 * Which modification times are set, and which count as equal (rsync(1), --times, --modify-window).
 * Immutable.
 */
final class TimeRules {
  private final boolean files;
  private final boolean directories;
  private final boolean links;
  private final int window;

  /**
   * @param setsLinkTimes whether this place can set the times of symbolic links
   */
  TimeRules(TransferOptions options, boolean setsLinkTimes) {
    TransferOptions.Preserve preserve = options.preserve();
    files = preserve.times();
    directories = preserve.times() && !preserve.omitDirTimes();
    links = preserve.times() && !preserve.omitLinkTimes() && setsLinkTimes;
    window = options.update().modifyWindow();
  }

  /** Whether the times of entries of this type are preserved. */
  boolean apply(FileEntry entry) {
    if (entry.isDirectory()) {
      return directories;
    }
    return entry.isSymlink() ? links : files;
  }

  /** Whether the times are as good as equal. */
  boolean areEqual(FileEntry entry, FileAttributes existing) {
    if (window < 0) {
      return isExact(entry, existing);
    }
    return Math.abs(entry.mtime() - existing.mtime()) <= window;
  }

  /** Whether the existing file is so new that --update leaves it alone. */
  boolean isNewer(FileAttributes existing, FileEntry entry) {
    if (window >= 0 || existing.mtime() != entry.mtime()) {
      return entry.mtime() - existing.mtime() < Math.max(window, 0);
    }
    return existing.mtimeNanos() > entry.mtimeNanos();
  }

  /** Whether the times are the same to the nanosecond. */
  boolean isExact(FileEntry entry, FileAttributes existing) {
    return entry.mtime() == existing.mtime() && entry.mtimeNanos() == existing.mtimeNanos();
  }
}
