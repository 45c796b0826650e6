// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.compress.TokenReader;
import dev.rivulet.rsync.delta.DeltaApply;
import dev.rivulet.rsync.delta.SumHead;
import dev.rivulet.rsync.event.Amounts;
import dev.rivulet.rsync.event.FileSum;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.options.InfoFlag;
import dev.rivulet.rsync.store.AttributeTarget;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StagedFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.wire.WireInput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Receives the data of one file after the other: rebuilds it aside or in place, verifies it, gives
 * it its attributes and its name. Owned by the receiver's thread.
 */
final class FileReceiver {
  /** Bits that a file has while it is written: nobody else may read it yet. */
  private static final int PRIVATE = 0700;

  private static final int OWNER_WRITES = 0200;

  /** How the reception of one file ended. */
  enum Ending {
    IN_PLACE,
    /** Not verified at the first attempt. */
    TRY_AGAIN,
    FAILED
  }

  private final Transfer transfer;
  private final ItemInfos infos;
  private final WireInput in;
  private final TokenReader tokens;
  private final Destination destination;
  private final Permissions permissions;
  private final AttributeApplier attributes;
  private final Reports reports;
  private final DeltaApply delta;
  private final boolean inPlace;
  private final boolean keepsPartial;
  private final BitSet failedOnce = new BitSet();

  FileReceiver(
      Transfer transfer,
      WireInput in,
      TokenReader tokens,
      Destination destination,
      Permissions permissions,
      AttributeApplier attributes,
      Reports reports) {
    this.transfer = transfer;
    this.infos = transfer.infos();
    this.in = in;
    this.tokens = tokens;
    this.destination = destination;
    this.permissions = permissions;
    this.attributes = attributes;
    this.reports = reports;
    this.delta = new DeltaApply(transfer.fileChecksum());
    this.inPlace = transfer.options().delivery().inplace();
    this.keepsPartial = transfer.options().delivery().partial();
  }

  /**
   * Reads everything that follows the sum head of a file.
   *
   * @param position how many entries come before this one
   * @param chosen the basis, null if it is the destination file
   */
  Ending receive(FileEntry entry, int position, ItemRecord item, SumHead head, Basis chosen)
      throws IOException {
    TreePath path = destination.path(entry);
    FileAttributes existing = destination.tree().statOrMissing(path);
    Basis offered = chosen == null ? Basis.destination(destination.tree(), path, existing) : chosen;
    try (GuardedSource basis = new GuardedSource(openBasis(offered, head));
        StagedFile staged = stage(entry, path)) {
      return receive(entry, position, item, head, path, existing, offered, basis, staged);
    }
  }

  private static SourceFile openBasis(Basis basis, SumHead head) throws IOException {
    if (head.count() == 0 || !basis.attributes().isRegular()) {
      return SourceFile.NONE;
    }
    try {
      return basis.tree().open(basis.path());
    } catch (StoreException e) {
      return SourceFile.NONE;
    }
  }

  /** The file to write to; {@link StagedFile#DISCARD} if there can be none. */
  private StagedFile stage(FileEntry entry, TreePath path) throws IOException {
    int bits = entry.mode() & PRIVATE | OWNER_WRITES;
    try {
      return inPlace ? openInPlace(path, bits) : destination.tree().stage(path, bits);
    } catch (StoreException e) {
      if (inPlace) {
        reports.failed("open", destination.shown(path), e);
      } else {
        reports.failed("mkstemp", temporaryName(path), e);
      }
      return StagedFile.DISCARD;
    }
  }

  /** A file of our own that is read-only is made writable first; its mode is set at the end. */
  private StagedFile openInPlace(TreePath path, int bits) throws IOException {
    FileTree tree = destination.tree();
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
        throw e;
      }
      return tree.openInPlace(path, bits);
    }
  }

  /** The name the file would have had, as near as it is known when there is none. */
  private byte[] temporaryName(TreePath path) {
    Text text = new Text().add(destination.display());
    if (!path.parent().isRoot()) {
      text.add(path.parent().bytes()).add("/");
    }
    return text.add(".").add(path.leaf()).add(".XXXXXX").bytes();
  }

  private Ending receive(
      FileEntry entry,
      int position,
      ItemRecord item,
      SumHead head,
      TreePath path,
      FileAttributes existing,
      Basis offered,
      GuardedSource basis,
      StagedFile staged)
      throws IOException {
    Events events = transfer.events();
    TransferEvent.Item told = events.areHeard() ? infos.received(entry, item) : null;
    if (told != null) {
      int number = transfer.counters().transferredFiles;
      events.emit(new TransferEvent.FileStarted(told.entry(), position, number));
    }
    long before = bytesRead();
    DeltaApply.Result result = rebuild(entry, head, path, basis, staged);
    byte[] sum = in.readBytes(transfer.fileSumLength());
    long moved = SumHead.LENGTH + bytesRead() - before;
    transfer.counters().literalBytes += result.literalBytes();
    transfer.counters().matchedBytes += result.matchedBytes();
    boolean verified = Arrays.equals(sum, result.fileSum());
    Ending ending;
    if (staged == StagedFile.DISCARD) {
      ending = Ending.FAILED;
    } else if (verified) {
      ending = finish(entry, path, existing, offered, staged) ? Ending.IN_PLACE : Ending.FAILED;
    } else {
      ending = reject(entry, path, staged);
    }
    if (told != null) {
      Amounts amounts = new Amounts(result.literalBytes(), result.matchedBytes(), moved, 0);
      tellEnd(told, ending == Ending.IN_PLACE, amounts, result.fileSum());
    }
    return ending;
  }

  private void tellEnd(TransferEvent.Item item, boolean success, Amounts amounts, byte[] digest) {
    Events events = transfer.events();
    byte[] name = item.entry().name();
    FileSum sum = infos.transferred(item, digest);
    events.emit(new TransferEvent.FileFinished(item, success, amounts, sum));
    events.emit(
        success
            ? new TransferEvent.Confirmed(name)
            : new TransferEvent.Failed(name, "not received"));
  }

  private long bytesRead() {
    return in.count() - in.buffered();
  }

  private DeltaApply.Result rebuild(
      FileEntry entry, SumHead head, TreePath path, SourceFile basis, StagedFile staged)
      throws IOException {
    long size = entry.size();
    try {
      DeltaApply.Result result =
          delta.apply(
              head,
              basis,
              staged,
              inPlace && staged != StagedFile.DISCARD,
              tokens,
              offset -> transfer.events().emit(new TransferEvent.FileProgress(offset, size)));
      if (inPlace) {
        staged.truncate();
      }
      return result;
    } catch (StoreException e) {
      keepPartial(staged, path);
      throw fileTrouble("write failed on", path, e);
    } catch (IOException e) {
      keepPartial(staged, path);
      throw e;
    }
  }

  private RsyncException fileTrouble(String what, TreePath path, StoreException reason)
      throws IOException {
    reports.failedTo(what, destination.shown(path), reason);
    String text = what + " \"" + path.escaped() + "\": " + reason.getMessage();
    return new RsyncException(ExitCode.FILE_IO, text, reason).markReported();
  }

  /** What an interrupted transfer leaves behind with --partial. */
  private void keepPartial(StagedFile staged, TreePath path) throws IOException {
    if (keepsPartial && !inPlace && staged.position() > 0) {
      staged.moveTo(destination.tree(), path);
    }
  }

  /** Attributes first: what has got its name is complete. */
  private boolean finish(
      FileEntry entry, TreePath path, FileAttributes existing, Basis basis, StagedFile staged)
      throws IOException {
    int bits = permissions.forEntry(entry, existing);
    AttributeApplier.Result result =
        attributes.applyToReceived(
            staged, entry, staged.attributes(), bits, basis, destination.shown(path));
    try {
      staged.commit();
      return result.isComplete();
    } catch (StoreException e) {
      reports.errorTransfer(
          new Text()
              .add("rsync: [receiver] rename ")
              .add(reports.quoted(destination.shown(staged.path())))
              .add(" -> \"")
              .add(path.bytes())
              .add("\": ")
              .addReason(e)
              .bytes());
      return false;
    }
  }

  private Ending reject(FileEntry entry, TreePath path, StagedFile staged) throws IOException {
    boolean again = !failedOnce.get(entry.index());
    failedOnce.set(entry.index());
    boolean retained = inPlace || keepsPartial;
    Text text =
        new Text()
            .add(again ? "WARNING: " : "ERROR: ")
            .add(entry.name())
            .add(" failed verification -- update ")
            .add(retained ? "retained" : "discarded");
    if (!again) {
      reports.errorTransfer(text.add(".").bytes());
    } else if (showsNames()) {
      reports.warning(text.add(" (will try again).").bytes());
    }
    keepPartial(staged, path);
    return again ? Ending.TRY_AGAIN : Ending.FAILED;
  }

  /** Gives what the generator has made or found the extended attributes it said would differ. */
  void setXattrs(FileEntry entry) throws IOException {
    TreePath path = destination.path(entry);
    FileAttributes now = destination.tree().statOrMissing(path);
    if (!now.isMissing()) {
      Basis itself = Basis.destination(destination.tree(), path, now);
      AttributeTarget target = destination.tree().attributes(path);
      attributes.applyXattrs(target, entry, itself, destination.shown(path));
    }
  }

  private boolean showsNames() {
    return transfer.info(InfoFlag.NAME) > 0
        || transfer.options().report().outFormatReportsItems()
        || transfer.options().report().itemize() > 0;
  }
}
