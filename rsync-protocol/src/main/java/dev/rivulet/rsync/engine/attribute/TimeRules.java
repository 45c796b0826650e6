// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.attribute;

import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.FileAttributes;

/**
 * Which times are set, and which count as equal (rsync(1), --times, --atimes, --modify-window).
 * Immutable.
 */
public final class TimeRules {
  private final boolean files;
  private final boolean directories;
  private final boolean links;
  private final boolean fileAccess;
  private final boolean linkAccess;
  private final int window;

  /** Sets no times at all. */
  public static final TimeRules NEVER = new TimeRules();

  private TimeRules() {
    files = false;
    directories = false;
    links = false;
    fileAccess = false;
    linkAccess = false;
    window = 0;
  }

  /**
   * @param setsLinkTimes whether this place can set the times of symbolic links
   */
  public TimeRules(TransferOptions options, boolean setsLinkTimes) {
    TransferOptions.Preserve preserve = options.preserve();
    files = preserve.times();
    directories = preserve.times() && !preserve.omitDirTimes();
    boolean setsLinks = !preserve.omitLinkTimes() && setsLinkTimes;
    links = preserve.times() && setsLinks;
    fileAccess = preserve.accessTimes() > 0;
    linkAccess = fileAccess && setsLinks;
    window = options.update().modifyWindow();
  }

  private TimeRules(TimeRules other, boolean directories) {
    this.files = other.files;
    this.directories = directories;
    this.links = other.links;
    this.fileAccess = other.fileAccess;
    this.linkAccess = other.linkAccess;
    this.window = other.window;
  }

  /** As these, but --omit-dir-times does not count. */
  TimeRules withDirectories() {
    return new TimeRules(this, files);
  }

  /** Whether the times of entries of this type are preserved. */
  public boolean apply(FileEntry entry) {
    if (entry.isDirectory()) {
      return directories;
    }
    return entry.isSymlink() ? links : files;
  }

  /** Whether the access times of entries of this type are preserved. */
  boolean applyAccess(FileEntry entry) {
    return entry.isSymlink() ? linkAccess : fileAccess && !entry.isDirectory();
  }

  /** Whether the access times are as good as equal; they travel in whole seconds. */
  boolean areAccessEqual(FileEntry entry, FileAttributes existing) {
    return Math.abs(entry.atime() - existing.atime()) <= Math.max(window, 0);
  }

  /** Whether the modification times are equal, to the nanosecond if asked. */
  boolean areEqual(FileEntry entry, FileAttributes existing, boolean exact) {
    return exact ? isExact(entry, existing) : areEqual(entry, existing);
  }

  /** Whether the modification times are as good as equal. */
  public boolean areEqual(FileEntry entry, FileAttributes existing) {
    if (window < 0) {
      return isExact(entry, existing);
    }
    return Math.abs(entry.mtime() - existing.mtime()) <= window;
  }

  /**
   * Whether the existing file is so new that --update leaves it alone. As in the real program
   * nanoseconds never count, and a window of -1 makes room for a second.
   */
  public boolean isNewer(FileAttributes existing, FileEntry entry) {
    return entry.mtime() - existing.mtime() < window;
  }

  /** Whether the times are the same to the nanosecond. */
  boolean isExact(FileEntry entry, FileAttributes existing) {
    return entry.mtime() == existing.mtime() && entry.mtimeNanos() == existing.mtimeNanos();
  }
}
