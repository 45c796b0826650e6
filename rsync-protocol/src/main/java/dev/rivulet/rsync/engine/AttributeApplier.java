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
  /** What became of the attributes of an subject. */
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
    this.owner = preserve.owner() && transfer.isSuper();
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
    Subject subject = new Subject(target, entry, now, shown);
    try {
      subject.setOwner();
      subject.setTimes(exactTimes);
      subject.setMode(permissions);
      return subject.result;
    } catch (StoreException e) {
      report(subject.step, shown, e);
      return Result.FAILED;
    }
  }

  /** What is given its attributes, step by step; ends with the call that made it. */
  private final class Subject {
    private final AttributeTarget target;
    private final FileEntry entry;
    private final byte[] shown;
    private FileAttributes seen;
    private String step = "";
    private Result result = Result.UNCHANGED;

    Subject(AttributeTarget target, FileEntry entry, FileAttributes now, byte[] shown) {
      this.target = target;
      this.entry = entry;
      this.seen = now;
      this.shown = shown;
    }

    /** Notes a change; whether it is to be made, too. */
    private boolean changes(String what) {
      step = what;
      result = Result.CHANGED;
      return !dryRun;
    }

    void setOwner() throws IOException {
      int uid = UNCHANGED;
      int gid = UNCHANGED;
      if (ownerDiffers(entry, seen)) {
        uid = possible("uid", entry.uid(), shown);
      }
      if (groupDiffers(entry, seen)) {
        gid = possible("gid", entry.gid(), shown);
      }
      if (uid == UNCHANGED && gid == UNCHANGED) {
        return;
      }
      if (changes(uid == UNCHANGED ? "chgrp" : "chown")) {
        target.setOwner(uid, gid);
        seen = (seen.mode() & SET_ID) == 0 ? seen : target.attributes();
      }
    }

    void setTimes(boolean exact) throws IOException {
      boolean modified = times.apply(entry) && !times.areEqual(entry, seen, exact);
      boolean accessed = times.applyAccess(entry) && !times.areAccessEqual(entry, seen);
      if (!modified && !accessed || !changes("times")) {
        return;
      }
      target.setTimes(
          modified ? entry.mtime() : seen.mtime(),
          modified ? entry.mtimeNanos() : seen.mtimeNanos(),
          accessed ? entry.atime() : seen.atime(),
          accessed ? 0 : seen.atimeNanos());
    }

    void setMode(int permissions) throws IOException {
      boolean same = ((seen.mode() ^ permissions) & FileType.PERMISSIONS) == 0;
      if (!entry.isSymlink() && !same && changes("permissions")) {
        target.setMode(permissions);
      }
    }
  }

  /** The number that stands for "as it was" belongs to nobody. */
  private int possible(String what, int id, byte[] shown) throws IOException {
    if (id == UNCHANGED) {
      Text text = new Text().add(what).add(" 4294967295 (-1) is impossible to set on ");
      reports.errorTransfer(text.add(reports.quoted(shown)).bytes());
    }
    return id;
  }

  private void report(String step, byte[] shown, StoreException reason) throws IOException {
    if (step.startsWith("ch")) {
      reports.failed(step, shown, reason);
    } else {
      reports.failedTo("failed to set " + step + " on", shown, reason);
    }
  }
}
