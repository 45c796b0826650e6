// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.receiver;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.engine.attribute.AttributeApplier;
import dev.rivulet.rsync.engine.attribute.Permissions;
import dev.rivulet.rsync.engine.dialogue.Basis;
import dev.rivulet.rsync.engine.place.Backups;
import dev.rivulet.rsync.engine.place.Destination;
import dev.rivulet.rsync.engine.place.FileCopy;
import dev.rivulet.rsync.engine.place.PartialFiles;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StagedFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;

/**
 * Gives received files their attributes and their place; keeps what they replace, and keeps what
 * has arrived of those that will not be complete. Owned by the receiver's thread.
 */
public final class Placement {
  private static final int PRIVATE = 0600;

  private final Destination destination;
  private final Permissions permissions;
  private final AttributeApplier attributes;
  private final AttributeApplier untimed;
  private final Backups backups;
  private final PartialFiles partials;
  private final Reports reports;
  private final boolean keepsPartial;
  private final boolean timed;

  /**
   * @param untimed sets all but times
   */
  public Placement(
      Transfer transfer,
      Destination destination,
      Permissions permissions,
      AttributeApplier attributes,
      AttributeApplier untimed,
      Backups backups,
      PartialFiles partials,
      Reports reports) {
    this.destination = destination;
    this.permissions = permissions;
    this.attributes = attributes;
    this.untimed = untimed;
    this.backups = backups;
    this.partials = partials;
    this.reports = reports;
    TransferOptions.Delivery delivery = transfer.options().delivery();
    this.keepsPartial = delivery.partial() || delivery.delayUpdates();
    this.timed = transfer.options().preserve().times();
  }

  /**
   * Puts a complete file where it belongs. Attributes come first: what has got its name is
   * complete.
   *
   * @param existing what is at its place
   * @return whether all went well
   */
  boolean place(FileEntry entry, TreePath path, FileAttributes existing, Draft draft)
      throws IOException {
    if (!draft.isInPlace()) {
      backUp(path, existing);
    }
    Finish finish = file -> applyAttributes(entry, path, draft.basis(), file);
    boolean complete = finish.apply(draft.file());
    try {
      complete &= move(path, existing, draft, finish);
    } catch (StoreException e) {
      failed("rename", draft.shown(), path, e);
      return false;
    }
    if (partials.areKept()) {
      partials.forget(path);
    }
    return complete;
  }

  /** Lets a complete file wait beside its place for the end of the transfer (--delay-updates). */
  boolean setWaiting(FileEntry entry, TreePath path, Draft draft) throws IOException {
    Finish finish = file -> applyAttributes(entry, path, draft.basis(), file);
    boolean complete = finish.apply(draft.file());
    try {
      return complete & keep(path, draft, finish);
    } catch (StoreException e) {
      reports.errorTransfer(
          new Text()
              .add("Unable to create partial-dir for ")
              .add(path.bytes())
              .add(" -- discarding completed file.")
              .bytes());
      return false;
    }
  }

  /** Where a file waits until it is put where it belongs. */
  TreePath waitingPath(TreePath path) throws IOException {
    return partials.path(path);
  }

  /** Puts a file that has waited where it belongs. */
  boolean placeWaiting(TreePath path) throws IOException {
    FileAttributes existing = destination.tree().statOrMissing(path);
    backUp(path, existing);
    TreePath waiting = partials.path(path);
    try {
      partials.tree().rename(waiting, destination.tree(), path);
    } catch (StoreException e) {
      reports.errorTransfer(
          new Text()
              .add("rsync: [receiver] rename failed for ")
              .add(reports.quoted(destination.shown(path)))
              .add(" (from ")
              .add(partials.shown(waiting))
              .add("): ")
              .addReason(e)
              .bytes());
      return false;
    }
    partials.forgetDirectory(path);
    return true;
  }

  /**
   * Keeps what has arrived of a file whose transfer failed, if that is wanted (rsync(1), --partial
   * and --partial-dir); what was written in place stays there in any case.
   */
  void keepPartial(FileEntry entry, TreePath path, FileAttributes existing, Draft draft)
      throws IOException {
    if (!keepsPartial || draft.kind() != Draft.Kind.ASIDE) {
      return;
    }
    try {
      if (partials.areKept()) {
        Finish finish = file -> applyUntimed(entry, path, draft.basis(), file);
        finish.apply(draft.file());
        keep(path, draft, finish);
      } else {
        backUp(path, existing);
        Finish finish = file -> applyAsPartial(entry, path, draft.basis(), file);
        finish.apply(draft.file());
        move(path, existing, draft, finish);
      }
    } catch (StoreException e) {
      failed("rename", draft.shown(), path, e);
    }
  }

  private boolean applyUntimed(FileEntry entry, TreePath path, Basis basis, StagedFile file)
      throws IOException {
    int bits = permissions.forEntry(entry, path, basis.attributes());
    return untimed
        .applyToReceived(file, entry, file.attributes(), bits, basis, destination.shown(path))
        .isComplete();
  }

  /** An incomplete file must look older than any, so that --update does not take it for newer. */
  private boolean applyAsPartial(FileEntry entry, TreePath path, Basis basis, StagedFile file)
      throws IOException {
    boolean complete = applyUntimed(entry, path, basis, file);
    if (timed) {
      FileAttributes now = file.attributes();
      file.setTimes(0, entry.mtimeNanos(), now.atime(), now.atimeNanos());
    }
    return complete;
  }

  /** What becomes of data that does not verify, in the words of the messages. */
  String fateOfRejected() {
    if (keepsPartial && partials.areKept()) {
      return "put into partial-dir";
    }
    return keepsPartial ? "retained" : "discarded";
  }

  /** Gives what is in its place already the extended attributes of its entry. */
  void setXattrs(FileEntry entry, TreePath path) throws IOException {
    FileAttributes now = destination.tree().statOrMissing(path);
    if (!now.isMissing()) {
      Basis itself = Basis.destination(destination.tree(), path, now);
      attributes.applyXattrs(itself.object(), entry, itself, destination.shown(path));
    }
  }

  private boolean applyAttributes(FileEntry entry, TreePath path, Basis basis, StagedFile file)
      throws IOException {
    int bits = permissions.forEntry(entry, path, basis.attributes());
    return attributes
        .applyToReceived(file, entry, file.attributes(), bits, basis, destination.shown(path))
        .isComplete();
  }

  /** Without its backup a file must not be replaced. */
  private void backUp(TreePath path, FileAttributes existing) throws IOException {
    if (!backups.areKept() || existing.isMissing() || existing.isDirectory()) {
      return;
    }
    try {
      backups.keep(path, existing);
    } catch (StoreException e) {
      throw new RsyncException(
              ExitCode.FILE_IO, "no backup of \"" + path.escaped() + "\": " + e.getMessage(), e)
          .markReported();
    }
  }

  /** What a file needs before it gets its name; false if some of it failed. */
  @FunctionalInterface
  private interface Finish {
    boolean apply(StagedFile file) throws IOException;
  }

  private boolean move(TreePath path, FileAttributes existing, Draft draft, Finish finish)
      throws IOException {
    try {
      draft.file().moveTo(destination.tree(), path);
      return true;
    } catch (StoreException e) {
      if (e.errno() != Errno.EXDEV) {
        throw e;
      }
      return copy(path, existing, draft, finish);
    }
  }

  /** Moves a file to the partial ones, or copies it if they are on another file system. */
  private boolean keep(TreePath path, Draft draft, Finish finish) throws IOException {
    try {
      partials.keep(draft.file(), path);
      return true;
    } catch (StoreException e) {
      if (e.errno() != Errno.EXDEV) {
        throw e;
      }
    }
    try (SourceFile original = draft.tree().open(draft.file().path());
        StagedFile copy = partials.create(path, PRIVATE)) {
      FileCopy.copy(original, copy);
      boolean complete = finish.apply(copy);
      copy.commit();
      return complete;
    }
  }

  /**
   * Copies a file that was written on another file system: by way of the directory for partial
   * files where that is beside it, else over what is at its place (rsync(1), --temp-dir).
   */
  private boolean copy(TreePath path, FileAttributes existing, Draft draft, Finish finish)
      throws IOException {
    boolean beside = partials.areBeside();
    if (!beside && !existing.isMissing()) {
      destination.tree().unlink(path);
    }
    FileTree tree = destination.tree();
    try (SourceFile original = draft.tree().open(draft.file().path());
        StagedFile copy =
            beside ? partials.create(path, PRIVATE) : tree.openInPlace(path, PRIVATE)) {
      FileCopy.copy(original, copy);
      boolean complete = finish.apply(copy);
      copy.moveTo(tree, path);
      return complete;
    } catch (StoreException e) {
      TreePath written = beside ? partials.path(path) : path;
      reports.failedTo("write", destination.shown(written), e);
      failed("copy", draft.shown(), path, e);
      return false;
    }
  }

  private void failed(String operation, byte[] from, TreePath path, StoreException reason)
      throws IOException {
    reports.errorTransfer(
        new Text()
            .add("rsync: [receiver] " + operation + " ")
            .add(reports.quoted(from))
            .add(" -> \"")
            .add(path.bytes())
            .add("\": ")
            .addReason(reason)
            .bytes());
  }
}
