// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.receiver;

import dev.rivulet.rsync.engine.dialogue.Basis;
import dev.rivulet.rsync.engine.dialogue.ItemRecord;
import dev.rivulet.rsync.engine.place.Destination;
import dev.rivulet.rsync.engine.place.TemporaryPlace;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StagedFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;

/**
 * Opens the file that received data is written to: a new one aside, the destination file itself
 * (--inplace), or the partial file that the blocks come from. Owned by the receiver's thread.
 */
public final class Drafts {
  /** Bits that a file has while it is written: nobody else may read it yet. */
  private static final int PRIVATE = 0700;

  private static final int OWNER_WRITES = 0200;

  private final Destination destination;
  private final TemporaryPlace temporary;
  private final Reports reports;
  private final boolean inPlace;
  private final boolean sparse;
  private final boolean allocates;
  private final boolean partialInPlace;

  public Drafts(
      Transfer transfer, Destination destination, TemporaryPlace temporary, Reports reports) {
    this.destination = destination;
    this.temporary = temporary;
    this.reports = reports;
    this.inPlace = transfer.options().delivery().inplace();
    this.sparse = transfer.options().delivery().sparse();
    this.allocates = transfer.options().delivery().preallocate();
    this.partialInPlace = transfer.parameters().updatesPartialFiles();
  }

  /** The file to write to; one that discards everything if there can be none. */
  Draft open(FileEntry entry, TreePath path, Basis basis) throws IOException {
    int bits = entry.mode() & PRIVATE | OWNER_WRITES;
    FileTree tree = destination.tree();
    try {
      if (inPlace) {
        boolean own = basis.isDestination() || basis.type() == ItemRecord.BACKUP;
        return new Draft(
            prepared(openInPlace(tree, path, bits), entry, path),
            tree,
            own ? Draft.Kind.DESTINATION : Draft.Kind.DESTINATION_FROM_ELSEWHERE,
            basis,
            destination.shown(path));
      }
      if (partialInPlace && basis.type() == ItemRecord.PARTIAL_DIRECTORY) {
        StagedFile partial = prepared(openInPlace(basis.tree(), basis.path(), bits), entry, path);
        return new Draft(partial, basis.tree(), Draft.Kind.PARTIAL, basis, destination.shown(path));
      }
      StagedFile aside = prepared(temporary.stage(path, bits), entry, path);
      byte[] shown = temporary.shown(aside.path());
      return new Draft(aside, temporary.tree(), Draft.Kind.ASIDE, basis, shown);
    } catch (StoreException e) {
      if (inPlace) {
        reports.failed("open", destination.shown(path), e);
      } else {
        reports.failed("mkstemp", temporary.shownUnmade(path), e);
      }
      return new Draft(StagedFile.DISCARD, tree, Draft.Kind.ASIDE, basis, new byte[0]);
    }
  }

  /** Gets space for the file (--preallocate), and lets zeros be holes in it (--sparse). */
  private StagedFile prepared(StagedFile file, FileEntry entry, TreePath path) throws IOException {
    if (allocates) {
      try {
        file.allocate(entry.size());
      } catch (StoreException e) {
        reports.warning(
            new Text()
                .add("rsync: [receiver] do_fallocate ")
                .add(reports.quoted(destination.shown(path)))
                .add(": ")
                .addReason(e)
                .bytes());
      }
    }
    return sparse ? file.sparse() : file;
  }

  /**
   * A read-only file of our own is writable for the moment of opening it: what was opened stays
   * writable, and a transfer that is cut short leaves the permissions as they were.
   */
  private static StagedFile openInPlace(FileTree tree, TreePath path, int bits) throws IOException {
    try {
      return tree.openInPlace(path, bits);
    } catch (StoreException e) {
      FileAttributes existing = tree.statOrMissing(path);
      if (e.errno() != Errno.EACCES || !existing.isRegular()) {
        throw e;
      }
      try {
        tree.attributes(path).setMode(existing.permissions() | OWNER_WRITES);
      } catch (StoreException notOurs) {
        e.addSuppressed(notOurs);
        throw e;
      }
      try {
        return tree.openInPlace(path, bits);
      } finally {
        tree.attributes(path).setMode(existing.permissions());
      }
    }
  }
}
