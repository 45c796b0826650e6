// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.place;

import dev.rivulet.rsync.engine.attribute.CopiedAttributes;
import dev.rivulet.rsync.engine.dialogue.Basis;
import dev.rivulet.rsync.engine.dialogue.ItemRecord;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.flist.LinkSafety;
import dev.rivulet.rsync.options.DebugFlag;
import dev.rivulet.rsync.options.InfoFlag;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StagedFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;

/**
 * Keeps what is replaced or deleted (rsync(1), --backup): by a further link to it where it is to be
 * replaced, by renaming it where it is to go, and by copying it where neither is possible.
 *
 * <p>Owned by the thread of the role it reports for.
 */
public final class Backups {
  private static final int PLAIN = 0777;
  private static final int PRIVATE = 0600;

  private final Transfer transfer;
  private final Destination destination;
  private final BackupPlace place;
  private final CopiedAttributes copied;
  private final Reports reports;

  /** The directory, in the hierarchy of backups, that the last one was put into. */
  private TreePath ready = TreePath.ROOT;

  public Backups(Transfer transfer, Destination destination, BackupPlace place, Reports reports) {
    this.transfer = transfer;
    this.destination = destination;
    this.place = place;
    this.copied = new CopiedAttributes(transfer);
    this.reports = reports;
  }

  public boolean areKept() {
    return place.isUsed();
  }

  /** Tells where backups will be, if somewhere else than beside the files. */
  public void announce() throws IOException {
    if (place.isUsed() && place.hasDirectory() && transfer.info(InfoFlag.BACKUP) > 0) {
      String fresh = place.exists() ? "" : "(new) ";
      reports.info(new Text().add(fresh + "backup_dir is ").add(place.name()).bytes());
    }
  }

  /**
   * Keeps what is at a path and is about to be replaced; it stays there until then. Pretends in a
   * dry run.
   */
  public void keep(TreePath path, FileAttributes now) throws IOException {
    if (transfer.dryRun()) {
      trace("HLINK", path);
    } else {
      if (isDropped(path, now)) {
        return;
      }
      make(path, now, true);
    }
    tell(path);
  }

  /**
   * Whether something that is to be deleted is moved away instead: what is a backup itself, and
   * directories, are not.
   */
  public boolean takes(TreePath path, FileAttributes now) {
    return place.isUsed() && !now.isDirectory() && !place.isBackup(path);
  }

  /** Moves what is at a path away, so that nothing is there afterwards; pretends in a dry run. */
  public void moveAway(TreePath path, FileAttributes now) throws IOException {
    if (transfer.dryRun()) {
      trace("RENAME", path);
    } else {
      if (isDropped(path, now)) {
        destination.tree().unlink(path);
        return;
      }
      make(path, now, false);
    }
    tell(path);
  }

  /**
   * Copies a file that is about to be overwritten.
   *
   * @return the copy, as the basis for what is written
   */
  public Basis copy(TreePath path, FileAttributes now) throws IOException {
    TreePath kept = place.path(path);
    FileTree tree = readyFor(kept);
    copyFile(path, now, tree, kept);
    tell(path);
    return Basis.of(ItemRecord.BACKUP, tree, kept, tree.stat(kept));
  }

  /**
   * With --safe-links no link that leads out of the transfer is kept, but the directories it would
   * be kept in are made.
   */
  private boolean isDropped(TreePath path, FileAttributes now) throws IOException {
    if (!now.isSymlink() || !transfer.options().selection().safeLinks()) {
      return false;
    }
    byte[] target = destination.tree().readLink(path);
    boolean unsafe = LinkSafety.isUnsafe(target, path.bytes());
    if (unsafe) {
      readyFor(place.path(path));
    }
    if (unsafe && transfer.info(InfoFlag.SYMSAFE) > 0) {
      reports.info(
          new Text()
              .add("not backing up unsafe symlink \"")
              .add(path.bytes())
              .add("\" -> \"")
              .add(target)
              .add("\"")
              .bytes());
    }
    return unsafe;
  }

  private void make(TreePath path, FileAttributes now, boolean stays) throws IOException {
    TreePath kept = place.path(path);
    FileTree tree = readyFor(kept);
    try {
      clear(tree, kept);
      if (stays && link(path, tree, kept) || rename(path, tree, kept)) {
        return;
      }
      recreate(path, now, tree, kept);
    } catch (StoreException e) {
      reports.errorTransfer(
          new Text()
              .add("rsync: [" + reports.role() + "] keep_backup failed: ")
              .add(reports.quoted(destination.shown(path)))
              .add(" -> \"")
              .add(place.shown(kept))
              .add("\": ")
              .addReason(e)
              .bytes());
      throw e;
    }
    if (!stays) {
      destination.tree().unlink(path);
    }
  }

  private boolean link(TreePath path, FileTree tree, TreePath kept) throws IOException {
    try {
      destination.tree().link(path, tree, kept);
    } catch (StoreException e) {
      return false;
    }
    trace("HLINK", path);
    return true;
  }

  private boolean rename(TreePath path, FileTree tree, TreePath kept) throws IOException {
    try {
      destination.tree().rename(path, tree, kept);
    } catch (StoreException e) {
      return false;
    }
    trace("RENAME", path);
    return true;
  }

  private void recreate(TreePath path, FileAttributes now, FileTree tree, TreePath kept)
      throws IOException {
    if (now.isRegular()) {
      copyFile(path, now, tree, kept);
      trace("COPY", path);
    } else if (now.isSymlink()) {
      tree.makeSymlink(kept, destination.tree().readLink(path));
      copied.apply(now, destination.tree().attributes(path), tree.attributes(kept));
      trace("SYMLINK", path);
    } else {
      tree.makeNode(kept, now.mode(), now.rdevMajor(), now.rdevMinor());
      copied.apply(now, destination.tree().attributes(path), tree.attributes(kept));
      trace("DEVICE", path);
    }
  }

  private void copyFile(TreePath path, FileAttributes now, FileTree tree, TreePath kept)
      throws IOException {
    try (SourceFile original = destination.tree().open(path);
        StagedFile copy = tree.stage(kept, PRIVATE)) {
      FileCopy.copy(original, copy);
      copied.apply(now, destination.tree().attributes(path), copy);
      clear(tree, kept);
      copy.commit();
    } catch (StoreException e) {
      reports.failed("open", shown(kept), e);
      throw e;
    }
  }

  /** The tree for a backup, in which its directory exists. */
  private FileTree readyFor(TreePath kept) throws IOException {
    TreePath parent = kept.parent();
    try {
      return place.hasDirectory() ? readyInHierarchy(parent) : place.tree();
    } catch (StoreException e) {
      reports.errorTransfer(
          new Text()
              .add("rsync: [" + reports.role() + "] backup mkdir ")
              .add(parent.isRoot() ? place.name() : place.shown(parent))
              .add(" failed: ")
              .addReason(e)
              .bytes());
      throw e;
    }
  }

  /** A hierarchy inside the destination may be deleted like anything else, and is made again. */
  private FileTree readyInHierarchy(TreePath parent) throws IOException {
    if (place.leaveIfGone()) {
      ready = TreePath.ROOT;
    } else if (parent.equals(ready) && !place.tree().statOrMissing(parent).isDirectory()) {
      place.leave();
      ready = TreePath.ROOT;
    }
    FileTree tree = place.tree();
    if (!parent.equals(ready)) {
      makeDirectory(tree, parent);
      ready = parent;
    }
    return tree;
  }

  /** Makes a directory of the hierarchy, and those above it, like those of the destination. */
  private void makeDirectory(FileTree tree, TreePath directory) throws IOException {
    if (directory.isRoot()) {
      return;
    }
    makeDirectory(tree, directory.parent());
    FileAttributes seen = tree.statOrMissing(directory);
    if (seen.isDirectory()) {
      return;
    }
    if (!seen.isMissing()) {
      tree.unlink(directory);
    }
    try {
      tree.makeDirectory(directory, PLAIN);
    } catch (StoreException e) {
      if (e.errno() != Errno.EEXIST) {
        throw e;
      }
      // The other role makes the same directory.
      return;
    }
    FileTree own = destination.tree();
    copied.apply(own.stat(directory), own.attributes(directory), tree.attributes(directory));
  }

  /** Removes an older backup of the same name. */
  private void clear(FileTree tree, TreePath kept) throws IOException {
    FileAttributes seen = tree.statOrMissing(kept);
    if (seen.isDirectory()) {
      clearDirectory(tree, kept);
    } else if (!seen.isMissing()) {
      tree.unlink(kept);
    }
  }

  /** What was in a directory of the same name is lost, so that is told. */
  private void clearDirectory(FileTree tree, TreePath directory) throws IOException {
    for (byte[] name : tree.names(directory)) {
      TreePath child = directory.child(name);
      boolean isDirectory = tree.stat(child).isDirectory();
      clear(tree, child);
      if (transfer.info(InfoFlag.DEL) > 0) {
        byte[] shown = place.shown(child);
        reports.info(new Text().add("deleting ").add(shown).add(isDirectory ? "/" : "").bytes());
      }
    }
    tree.removeDirectory(directory);
  }

  private byte[] shown(TreePath kept) {
    return place.hasDirectory()
        ? new Text().add(destination.display()).add(place.shown(kept)).bytes()
        : destination.shown(kept);
  }

  private void tell(TreePath path) throws IOException {
    if (transfer.info(InfoFlag.BACKUP) > 0) {
      reports.info(
          new Text()
              .add("backed up ")
              .add(path.bytes())
              .add(" to ")
              .add(place.shown(place.path(path)))
              .bytes());
    }
  }

  private void trace(String way, TreePath path) throws IOException {
    if (transfer.traces(DebugFlag.BACKUP)) {
      reports.info(
          new Text()
              .add("make_backup: " + way + " ")
              .add(path.bytes())
              .add(" successful.")
              .bytes());
    }
  }
}
