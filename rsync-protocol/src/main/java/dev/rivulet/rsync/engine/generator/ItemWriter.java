// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.generator;

import dev.rivulet.rsync.engine.attribute.AttributeApplier;
import dev.rivulet.rsync.engine.dialogue.Basis;
import dev.rivulet.rsync.engine.dialogue.ItemInfos;
import dev.rivulet.rsync.engine.dialogue.ItemRecord;
import dev.rivulet.rsync.engine.dialogue.OldLines;
import dev.rivulet.rsync.engine.dialogue.PeerOutput;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.options.InfoFlag;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.wire.ItemFlags;
import dev.rivulet.rsync.wire.MessageCode;
import java.io.IOException;

/**
 * Tells the sender what the generator finds and does, where there is something to tell. Owned by
 * the generator's thread.
 */
public final class ItemWriter {
  private static final int TELLING = ItemFlags.SIGNIFICANT | ItemFlags.REPORT_XATTR;

  private final Transfer transfer;
  private final ItemInfos infos;
  private final PeerOutput out;
  private final XattrRequests xattrs;
  private final Reports reports;
  private final OldLines oldLines;
  private final boolean tellsUnchanged;
  private final boolean showsItems;
  private final boolean saysUpToDate;
  private final boolean tellsChangesOnly;
  private final boolean removesSources;

  public ItemWriter(Transfer transfer, PeerOutput out, XattrRequests xattrs, Reports reports) {
    this.transfer = transfer;
    this.infos = new ItemInfos(transfer);
    this.out = out;
    this.xattrs = xattrs;
    this.reports = reports;
    this.oldLines = new OldLines(transfer, reports);
    this.tellsUnchanged = transfer.info(InfoFlag.NAME) > 1 || reportsUnchanged(transfer);
    this.showsItems = showsItems(transfer);
    this.saysUpToDate = transfer.info(InfoFlag.NAME) > 1 && !showsItems;
    this.tellsChangesOnly = !transfer.parameters().itemFlags() && !showsItems;
    this.removesSources = transfer.options().selection().removeSourceFiles() && !transfer.dryRun();
  }

  /** A server knows from the format of its client's lines alone, whatever its verbosity. */
  private static boolean reportsUnchanged(Transfer transfer) {
    TransferOptions.Report report = transfer.options().report();
    return transfer.isServer()
        ? report.itemsShow('I') || report.itemize() > 1
        : report.reportUnchanged();
  }

  /** Whether the client's lines tell what is done; before protocol 29 a server knows of none. */
  private static boolean showsItems(Transfer transfer) {
    TransferOptions.Report report = transfer.options().report();
    boolean hasItems = transfer.parameters().itemFlags() || !transfer.isServer();
    return hasItems && (report.outFormatReportsItems() || report.itemize() > 0);
  }

  /**
   * Whether a new directory is told of only if its attributes are others than it was made with: so
   * before protocol 29, unless what differs is told with it.
   */
  boolean tellsChangesOnly() {
    return tellsChangesOnly;
  }

  /** An entry that needs no data. */
  void note(FileEntry entry, int flags) throws IOException {
    if ((flags & TELLING) != 0 || tellsUnchanged) {
      write(entry, ItemRecord.of(entry.index(), flags));
    }
  }

  /** A name that is, or has become, a link to another; {@code leader} is empty if it was before. */
  void noteLink(FileEntry entry, int flags, byte[] leader) throws IOException {
    if ((flags & TELLING) != 0 || leader.length > 0 || tellsUnchanged) {
      write(entry, ItemRecord.linkedTo(entry.index(), flags, leader));
    }
  }

  /** A name that has become a link as if it had been one before; it counts as unchanged. */
  void noteKnownLink(FileEntry entry, int flags, byte[] leader) throws IOException {
    if (tellsUnchanged && !saysUpToDate) {
      write(entry, ItemRecord.linkedTo(entry.index(), flags, leader));
    }
  }

  /**
   * Before protocol 29 only requests travel, and what is done here is told here: as a name only, if
   * the format of the lines does not show more.
   */
  private void write(FileEntry entry, ItemRecord item) throws IOException {
    if (transfer.parameters().itemFlags()) {
      item.write(out, transfer.protocol());
      xattrs.follow(entry, item);
      return;
    }
    boolean onlyNames = transfer.options().report().outFormat().isPresent() && !showsItems;
    if (transfer.isServer() || onlyNames) {
      oldLines.changed(entry, item);
    }
    if (transfer.events().areHeard() && !onlyNames) {
      transfer.events().emit(infos.seen(entry, infos.of(entry), item, false, false));
    }
  }

  /** Asks for the data of a file; the sums follow unless this is a dry run. */
  void request(FileEntry entry, int flags, Basis basis) throws IOException {
    ItemRecord item = ItemRecord.request(entry.index(), flags, basis);
    item.write(out, transfer.protocol());
    xattrs.follow(entry, item);
  }

  /** The destination has the entry as it is, but perhaps for attributes. */
  void upToDate(FileEntry entry, AttributeApplier.Result attributes) throws IOException {
    if (!attributes.isComplete()) {
      return;
    }
    sayUpToDate(entry, attributes == AttributeApplier.Result.CHANGED);
    if (transfer.options().selection().removeSentFiles()) {
      confirm(entry);
    } else {
      inPlace(entry);
    }
  }

  /**
   * Another directory has the entry as it is (rsync(1), --compare-dest, --link-dest). As in the
   * reference program, only regular files may go at the source for that.
   */
  void upToDateElsewhere(FileEntry entry) throws IOException {
    if (entry.isRegular()) {
      upToDate(entry, AttributeApplier.Result.UNCHANGED);
    } else {
      sayUpToDate(entry, false);
      confirm(entry);
    }
  }

  private void sayUpToDate(FileEntry entry, boolean changed) throws IOException {
    if (saysUpToDate) {
      reports.info(
          new Text()
              .add(entry.name())
              .add(entry.isDirectory() ? "/" : "")
              .add(changed ? "" : " is uptodate")
              .bytes());
    }
  }

  /** The destination has the entry; a receiver reports what it has received itself. */
  void inPlace(FileEntry entry) throws IOException {
    confirm(entry);
    boolean onlySent = transfer.options().selection().removeSentFiles();
    if (!onlySent || entry.isRegular() || entry.isSymlink()) {
      mayGo(entry);
    }
  }

  private void confirm(FileEntry entry) {
    if (transfer.events().areHeard()) {
      transfer.events().emit(new TransferEvent.Confirmed(entry.name()));
    }
  }

  /** The source of the entry may be removed, if that is wanted. */
  void mayGo(FileEntry entry) throws IOException {
    if (removesSources && !entry.isDirectory()) {
      out.send(MessageCode.SUCCESS, entry.index());
    }
  }
}
