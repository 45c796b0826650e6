// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.generator;

import dev.rivulet.rsync.engine.attribute.AttributeApplier;
import dev.rivulet.rsync.engine.attribute.Itemizer;
import dev.rivulet.rsync.engine.place.FileCopy;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.options.AlternateBasis.Kind;
import dev.rivulet.rsync.options.InfoFlag;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StagedFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.wire.ItemFlags;
import java.io.IOException;

/**
 * Does with entries that an alternate directory has what the option asks for: goes without them,
 * copies them or links them (rsync(1), --compare-dest, --copy-dest, --link-dest). Owned by the
 * generator's thread.
 */
final class Alternates {
  private static final byte[] NO_NAME = {};
  private static final int OWNER_ONLY = 0600;

  private final Workbench bench;
  private final AlternateSearch search;
  private final HardLinker links;
  private final Itemizer itemizer;
  private final Kind kind;

  Alternates(Workbench bench, AlternateSearch search, HardLinker links) {
    this.bench = bench;
    this.search = search;
    this.links = links;
    this.itemizer = bench.itemizer().amongAlternates();
    this.kind = bench.alternates().kind();
  }

  /**
   * What the directories have for something that the destination does not have; null if nothing.
   *
   * @param linkTarget of a symbolic link, as it is stored here; empty for all else
   */
  AlternateMatch find(FileEntry entry, TreePath path, byte[] linkTarget) throws IOException {
    return search.find(entry, path, linkTarget);
  }

  /**
   * What the directories have for a regular file; null if nothing, or if the destination is not to
   * be changed for it.
   *
   * @param now what is at the destination; nothing is copied over it, and only what is identical is
   *     taken instead of it
   */
  AlternateMatch findFile(FileEntry entry, TreePath path, FileAttributes now) throws IOException {
    if (!now.isMissing() && kind == Kind.COPY) {
      return null;
    }
    AlternateMatch match = search.find(entry, path, NO_NAME);
    return match == null || match.isIdentical() || now.isMissing() ? match : null;
  }

  /**
   * Leaves out or links what is identical, if the option is for that.
   *
   * @param now what is at the destination
   * @return whether nothing is left to do
   */
  boolean settle(FileEntry entry, TreePath path, FileAttributes now, AlternateMatch match)
      throws IOException {
    if (!match.isIdentical() || kind == Kind.COPY) {
      return false;
    }
    if (kind == Kind.LINK) {
      return link(entry, path, now, match);
    }
    leaveOut(entry, path, now);
    return true;
  }

  /** What the other directory has needs no copy here, not even one that is here already. */
  private void leaveOut(FileEntry entry, TreePath path, FileAttributes now) throws IOException {
    if (!now.isMissing() && !bench.dryRun()) {
      bench.tree().unlink(path);
    }
    bench.items().note(entry, 0);
    bench.items().upToDateElsewhere(entry);
    links.skipped(entry);
  }

  private boolean link(FileEntry entry, TreePath path, FileAttributes now, AlternateMatch match)
      throws IOException {
    boolean linkedBefore = !now.isMissing() && now.isSameFile(match.attributes());
    try {
      if (!linkedBefore) {
        // As the reference program does it, without a backup of what is replaced.
        bench.putUnkept(path, now, at -> match.tree().link(match.path(), bench.tree(), at));
      }
    } catch (StoreException e) {
      explain(entry, path, match, e);
      return false;
    }
    bench.items().upToDateElsewhere(entry);
    // In a dry run the reference program knows only of regular files that they would be linked.
    boolean known = entry.isRegular() || !bench.dryRun();
    links.inPlace(entry, known ? match.attributes() : FileAttributes.MISSING);
    if (linkedBefore) {
      bench.items().note(entry, 0);
    } else {
      bench.items().noteLink(entry, ItemFlags.LOCAL_CHANGE, NO_NAME);
    }
    return true;
  }

  /** Nothing is lost, as the file is copied instead. */
  private void explain(FileEntry entry, TreePath path, AlternateMatch match, StoreException reason)
      throws IOException {
    if (entry.isRegular() && bench.transfer().info(InfoFlag.NAME) > 1) {
      bench
          .reports()
          .info(
              new Text()
                  .add("rsync: [generator] link ")
                  .add(bench.reports().quoted(bench.destination().shown(path)))
                  .add(" => ")
                  .add(bench.alternates().shown(match.directory()))
                  .add("/")
                  .add(match.path().bytes())
                  .add(" failed: ")
                  .addReason(reason)
                  .bytes());
    }
  }

  /**
   * Copies a regular file that would pass the quick check.
   *
   * @param replaced what was at its name; it lends its permissions whatever it was
   * @return whether that is done; if not, the match may still lend its blocks
   */
  boolean copy(FileEntry entry, TreePath path, FileAttributes replaced, AlternateMatch match)
      throws IOException {
    if (!match.isUnchanged()) {
      return false;
    }
    if (!bench.dryRun()) {
      try {
        copyFile(entry, path, replaced, match);
      } catch (StoreException e) {
        bench.reports().failed("copy_file", bench.destination().shown(path), e);
        return false;
      }
    }
    bench
        .items()
        .note(
            entry,
            itemizer.flags(entry, match.attributes(), match.object(), ItemFlags.LOCAL_CHANGE));
    made(entry, match);
    links.inPlace(entry);
    return true;
  }

  /** The report of something without data that is made here as the directory has it. */
  int flags(FileEntry entry, AlternateMatch match) throws IOException {
    return match.isIdentical()
        ? ItemFlags.LOCAL_CHANGE
        : bench.itemizer().flags(entry, match.attributes(), match.object(), ItemFlags.LOCAL_CHANGE);
  }

  /**
   * Something has been made as the directory has it. As in the reference program, what is neither a
   * file nor a directory gets its extended attributes with the next transfer.
   */
  void made(FileEntry entry, AlternateMatch match) throws IOException {
    if (entry.isDirectory() && !bench.dryRun()) {
      TreePath path = bench.destination().path(entry);
      bench
          .attributes()
          .copyXattrs(
              match.object(), bench.tree().attributes(path), bench.destination().shown(path));
    }
    if (match.isIdentical()) {
      bench.items().upToDate(entry, AttributeApplier.Result.UNCHANGED);
    } else {
      bench.items().inPlace(entry);
    }
  }

  /** Copies by way of the directory for temporary files, unless that is on another file system. */
  private void copyFile(
      FileEntry entry, TreePath path, FileAttributes replaced, AlternateMatch match)
      throws IOException {
    try (StagedFile aside = bench.temporary().stage(path, OWNER_ONLY)) {
      copyFile(entry, path, replaced, match, aside);
    } catch (StoreException e) {
      if (e.errno() != Errno.EXDEV) {
        throw e;
      }
      try (StagedFile beside = bench.tree().stage(path, OWNER_ONLY)) {
        copyFile(entry, path, replaced, match, beside);
      }
    }
  }

  private void copyFile(
      FileEntry entry, TreePath path, FileAttributes replaced, AlternateMatch match, StagedFile to)
      throws IOException {
    try (SourceFile from = match.tree().open(match.path())) {
      copyData(from, to);
    }
    int bits = bench.permissions().forEntry(entry, path, replaced);
    bench
        .attributes()
        .applyToCopy(
            to, entry, to.attributes(), bits, match.object(), bench.destination().shown(path));
    to.moveTo(bench.tree(), path);
  }

  /** As a received file is written, but without holes. */
  private void copyData(SourceFile from, StagedFile to) throws IOException {
    TransferOptions.Delivery delivery = bench.transfer().options().delivery();
    if (delivery.preallocate()) {
      to.allocate(from.attributes().size());
    }
    FileCopy.copy(from, to);
    if (delivery.fsync()) {
      to.sync();
    }
  }
}
