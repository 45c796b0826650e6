// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.generator;

import dev.rivulet.rsync.engine.attribute.AttributeApplier;
import dev.rivulet.rsync.engine.attribute.Itemizer;
import dev.rivulet.rsync.engine.attribute.Permissions;
import dev.rivulet.rsync.engine.attribute.TimeRules;
import dev.rivulet.rsync.engine.deletion.Deletions;
import dev.rivulet.rsync.engine.place.Backups;
import dev.rivulet.rsync.engine.place.Destination;
import dev.rivulet.rsync.engine.place.PartialFiles;
import dev.rivulet.rsync.engine.place.TemporaryPlace;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;

/** What the parts of the generator work with; owned by its thread. */
public record Workbench(
    Transfer transfer,
    Destination destination,
    Reports reports,
    ItemWriter items,
    TimeRules times,
    Permissions permissions,
    AttributeApplier attributes,
    Itemizer itemizer,
    AlternateBases alternates,
    Deletions deletions,
    Backups backups,
    PartialFiles partials,
    TemporaryPlace temporary) {

  FileTree tree() {
    return destination.tree();
  }

  boolean dryRun() {
    return transfer.dryRun();
  }

  /** Whether this process may change owners and make devices. */
  boolean isSuper() {
    return transfer.isSuper();
  }

  /** What is at a path; what cannot be reached does not exist for us. */
  FileAttributes lookOrMissing(TreePath path) throws IOException {
    try {
      return tree().statOrMissing(path);
    } catch (StoreException e) {
      return FileAttributes.MISSING;
    }
  }

  /** The flags of an item at its place, see {@link Itemizer#flags}. */
  int flags(FileEntry entry, TreePath path, FileAttributes now, int action) throws IOException {
    return itemizer.flags(entry, now, tree().attributes(path), action);
  }

  /**
   * Gives what is at a path the attributes of an entry.
   *
   * @param now what it looks like
   * @param replaced what was there before, which may lend its permissions
   * @param fresh whether it was just made, so that times are set to the nanosecond
   */
  AttributeApplier.Result applyAttributes(
      FileEntry entry, TreePath path, FileAttributes now, FileAttributes replaced, boolean fresh)
      throws IOException {
    return attributes.apply(
        tree().attributes(path),
        entry,
        now,
        permissions.forEntry(entry, path, replaced),
        fresh,
        destination.shown(path));
  }

  /**
   * Puts something new at a path, in one step even if something is there, which is backed up if
   * that is wanted; nothing but a report of this happens in a dry run.
   *
   * @param replaced what is there, which is not a directory, or {@link FileAttributes#MISSING}
   * @param maker makes it at the path it is given
   */
  void put(TreePath path, FileAttributes replaced, Maker maker) throws IOException {
    if (!replaced.isMissing() && backups.areKept()) {
      backups.keep(path, replaced);
    }
    putUnkept(path, replaced, maker);
  }

  /** As {@link #put}, without a backup of what is there. */
  void putUnkept(TreePath path, FileAttributes replaced, Maker maker) throws IOException {
    if (dryRun()) {
      return;
    }
    if (replaced.isMissing()) {
      maker.make(path);
      return;
    }
    TreePath aside = tree().temporaryName(path);
    maker.make(aside);
    try {
      tree().rename(aside, path);
    } catch (StoreException e) {
      discard(aside, e);
      throw e;
    }
  }

  /** Makes something at a path. */
  @FunctionalInterface
  interface Maker {
    void make(TreePath path) throws IOException;
  }

  private void discard(TreePath aside, StoreException reason) {
    try {
      tree().unlink(aside);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }
}
