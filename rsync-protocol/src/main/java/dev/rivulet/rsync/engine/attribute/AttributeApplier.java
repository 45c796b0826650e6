// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.attribute;

import dev.rivulet.rsync.engine.dialogue.Basis;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.XattrRules;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.AttributeTarget;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileType;
import dev.rivulet.rsync.store.StoreException;
import java.io.IOException;

/**
 * Sets the attributes of one object: owner and group, extended attributes, times, lists,
 * permissions, in this order, because each step may undo what a later one sets. After a failure the
 * rest is left out.
 *
 * <p>Owned by the thread of the role it reports for.
 */
public final class AttributeApplier {
  /** What became of the attributes of an object. */
  public enum Result {
    UNCHANGED,
    CHANGED,
    FAILED;

    public boolean isComplete() {
      return this != FAILED;
    }
  }

  private static final int SET_ID = 06000;
  private static final int UNCHANGED = -1;

  private final Reports reports;
  private final boolean dryRun;
  private final TimeRules times;
  private final AccessLists accessLists;
  private final Xattrs xattrs;
  private final CopiedExtras copies;
  private final OwnerTrace owners;
  private final boolean owner;
  private final boolean group;
  private final boolean pretends;
  private FileAttributes lastSeen = FileAttributes.MISSING;

  /**
   * @param xattrRules which extended attributes take part
   */
  public AttributeApplier(
      Transfer transfer,
      Reports reports,
      TimeRules times,
      XattrRules xattrRules,
      OwnerTrace owners) {
    this.owners = owners;
    this.reports = reports;
    this.dryRun = transfer.dryRun();
    this.times = times;
    this.accessLists = new AccessLists(transfer, reports);
    this.xattrs = new Xattrs(transfer, xattrRules, reports);
    this.copies = new CopiedExtras(transfer);
    TransferOptions.Preserve preserve = transfer.options().preserve();
    this.owner = preserve.owner() && transfer.isSuper();
    this.group = preserve.group();
    this.pretends = transfer.options().identity().fakeSuper();
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
   * What the last object looked like: as it was before, or as a new owner has left it where that
   * may cost set-id bits.
   */
  FileAttributes lastSeen() {
    return lastSeen;
  }

  /** Whether an object's access control lists count and are not the entry's. */
  boolean aclDiffers(FileEntry entry, AttributeTarget object) throws IOException {
    return accessLists.differ(entry, object);
  }

  /**
   * Whether the attributes of an entry that is up to date are set before it is reported: with an
   * access control list its permissions have come then.
   */
  boolean setsBeforeReport(FileEntry entry) {
    return !dryRun && !entry.isDirectory();
  }

  /** Whether extended attributes count, and are not the entry's or are still to be made. */
  public boolean xattrsDiffer(FileEntry entry, FileAttributes now, AttributeTarget object)
      throws IOException {
    return now.isMissing() ? xattrs.matter(entry) : xattrs.differ(entry, object);
  }

  /**
   * Makes an object look like the entry, but for extended attributes, which the receiver sets; in a
   * dry run only finds out whether it would change.
   *
   * @param now what the object looks like
   * @param permissions it shall get
   * @param exactTimes whether times that are equal within the window are set all the same
   * @param shown its name for messages
   */
  public Result apply(
      AttributeTarget target,
      FileEntry entry,
      FileAttributes now,
      int permissions,
      boolean exactTimes,
      byte[] shown)
      throws IOException {
    Subject subject = new Subject(target, entry, now, shown);
    return subject.setAll(() -> {}, exactTimes, permissions);
  }

  /**
   * Makes a file that was received look like the entry.
   *
   * @param now what the file looks like
   * @param permissions it shall get
   * @param basis that has the long values of extended attributes that were not sent
   * @param shown its name for messages
   */
  public Result applyToReceived(
      AttributeTarget target,
      FileEntry entry,
      FileAttributes now,
      int permissions,
      Basis basis,
      byte[] shown)
      throws IOException {
    Subject subject = new Subject(target, entry, now, shown);
    return subject.setAll(() -> subject.setXattrs(basis), true, permissions);
  }

  /**
   * Makes a copy look like the entry, but for extended attributes, which it gets from the original.
   *
   * @param now what the copy looks like
   * @param permissions it shall get
   * @param shown its name for messages
   */
  public Result applyToCopy(
      AttributeTarget target,
      FileEntry entry,
      FileAttributes now,
      int permissions,
      AttributeTarget original,
      byte[] shown)
      throws IOException {
    Subject subject = new Subject(target, entry, now, shown);
    return subject.setAll(() -> subject.copyXattrs(original), true, permissions);
  }

  /** Gives a copy without data the extended attributes of the original; a failure is reported. */
  public void copyXattrs(AttributeTarget original, AttributeTarget copy, byte[] shown)
      throws IOException {
    try {
      copies.xattrs(original, copy);
    } catch (StoreException e) {
      report("xattrs", shown, e);
    }
  }

  /**
   * Gives what the generator has made or found the extended attributes of its entry; where that
   * changes anything its time becomes exact, too.
   *
   * @param itself the object as a basis: long values that were not sent it has already
   */
  public void applyXattrs(AttributeTarget target, FileEntry entry, Basis itself, byte[] shown)
      throws IOException {
    Result set = xattrs.apply(entry, target, itself.attributes(), itself, shown);
    if (set == Result.UNCHANGED) {
      return;
    }
    Subject subject = new Subject(target, entry, target.attributes(), shown);
    try {
      subject.setTimes(true);
    } catch (StoreException e) {
      report(subject.step, shown, e);
    }
  }

  /** How an object gets its extended attributes. */
  private interface XattrStep {
    void run() throws IOException;
  }

  /** What is given its attributes, step by step; ends with the call that made it. */
  private final class Subject {
    private final AttributeTarget target;
    private final FileEntry entry;
    private final byte[] shown;
    private FileAttributes seen;
    private String step = "";
    private Result result = Result.UNCHANGED;

    /** Something failed, and was reported, that does not keep the rest from being done. */
    private boolean incomplete;

    Subject(AttributeTarget target, FileEntry entry, FileAttributes now, byte[] shown) {
      this.target = target;
      this.entry = entry;
      this.seen = now;
      this.shown = shown;
      lastSeen = now;
    }

    /**
     * Takes all steps; the first that fails is reported.
     *
     * @param xattrs the step that is not the same for all
     */
    Result setAll(XattrStep xattrs, boolean exactTimes, int permissions) throws IOException {
      try {
        setOwner();
        xattrs.run();
        setTimes(exactTimes);
        setAccessLists(permissions);
        setMode(permissions);
        if (!dryRun) {
          target.canonicalize(permissions);
        }
        return incomplete ? Result.FAILED : result;
      } catch (StoreException e) {
        report(step, shown, e);
        return Result.FAILED;
      }
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
      owners.setting(target, shown, seen, uid, gid);
      if (changes(uid == UNCHANGED ? "chgrp" : "chown")) {
        target.setOwner(uid, gid);
        boolean mayLoseBits = (seen.mode() & SET_ID) != 0 && !pretends;
        seen = mayLoseBits ? target.attributes() : seen;
        lastSeen = seen;
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

    void setXattrs(Basis basis) throws IOException {
      step = "xattrs";
      Result set = xattrs.apply(entry, target, seen, basis, shown);
      incomplete |= !set.isComplete();
    }

    void copyXattrs(AttributeTarget original) throws IOException {
      step = "xattrs";
      copies.xattrs(original, target);
    }

    /** A list shows in the permissions. */
    void setAccessLists(int permissions) throws IOException {
      Result lists = accessLists.apply(target, entry, seen, permissions, dryRun);
      incomplete |= !lists.isComplete();
      if (lists != Result.UNCHANGED && changes("ACL")) {
        seen = target.attributes();
      }
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
