// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.AttributeTarget;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileType;
import dev.rivulet.rsync.store.StoreException;
import java.io.IOException;

/**
 * Sets the attributes of one object: owner and group, times, permissions, in this order, because
 * each step may undo what a later one sets. After a failure the rest is left out.
 *
 * <p>Owned by the thread of the role it reports for.
 */
final class AttributeApplier {
  /** What became of the attributes of an object. */
  enum Result {
    UNCHANGED,
    CHANGED,
    FAILED;

    boolean isComplete() {
      return this != FAILED;
    }
  }

  private static final int SET_ID = 06000;
  private static final int UNCHANGED = -1;

  private final Reports reports;
  private final boolean dryRun;
  private final TimeRules times;
  private final boolean owner;
  private final boolean group;

  AttributeApplier(Transfer transfer, Reports reports, TimeRules times) {
    this.reports = reports;
    this.dryRun = transfer.dryRun();
    this.times = times;
    TransferOptions.Preserve preserve = transfer.options().preserve();
    this.owner = preserve.owner() && transfer.workspace().ids().isSuper();
    this.group = preserve.group();
  }

  /** Whether the entry's owner counts and is another one. */
  boolean ownerDiffers(FileEntry entry, FileAttributes now) {
    return owner && entry.uid() != now.uid();
  }

  /** Whether the entry's group counts and is another one. */
  boolean groupDiffers(FileEntry entry, FileAttributes now) {
    return group && !entry.skipsGroup() && entry.gid() != now.gid();
  }

  /**
   * Makes an object look like the entry; in a dry run only finds out whether it would change.
   *
   * @param now what the object looks like
   * @param permissions it shall get
   * @param exactTimes whether times that are equal within the window are set all the same
   * @param shown its name for messages
   */
  Result apply(
      AttributeTarget target,
      FileEntry entry,
      FileAttributes now,
      int permissions,
      boolean exactTimes,
      byte[] shown)
      throws IOException {
    FileAttributes seen = now;
    Result result = Result.UNCHANGED;
    String step = "chown";
    try {
      int uid = ownerDiffers(entry, seen) ? entry.uid() : UNCHANGED;
      int gid = groupDiffers(entry, seen) ? entry.gid() : UNCHANGED;
      if (uid != UNCHANGED || gid != UNCHANGED) {
        result = Result.CHANGED;
        step = uid == UNCHANGED ? "chgrp" : "chown";
        if (!dryRun) {
          target.setOwner(uid, gid);
          seen = (seen.mode() & SET_ID) == 0 ? seen : target.attributes();
        }
      }
      step = "times";
      boolean equal = exactTimes ? times.isExact(entry, seen) : times.areEqual(entry, seen);
      if (times.apply(entry) && !equal) {
        result = Result.CHANGED;
        if (!dryRun) {
          target.setTimes(entry.mtime(), entry.mtimeNanos(), seen.atime(), seen.atimeNanos());
        }
      }
      step = "permissions";
      boolean same = ((seen.mode() ^ permissions) & FileType.PERMISSIONS) == 0;
      if (!entry.isSymlink() && !same) {
        result = Result.CHANGED;
        if (!dryRun) {
          target.setMode(permissions);
        }
      }
      return result;
    } catch (StoreException e) {
      report(step, shown, e);
      return Result.FAILED;
    }
  }

  private void report(String step, byte[] shown, StoreException reason) throws IOException {
    if (step.startsWith("ch")) {
      reports.failed(step, shown, reason);
    } else {
      reports.failedTo("failed to set " + step + " on", shown, reason);
    }
  }
}
