// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.receiver;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.compress.TokenReader;
import dev.rivulet.rsync.delta.DeltaApply;
import dev.rivulet.rsync.delta.DeltaSearch;
import dev.rivulet.rsync.delta.SumHead;
import dev.rivulet.rsync.engine.dialogue.Basis;
import dev.rivulet.rsync.engine.dialogue.ItemInfos;
import dev.rivulet.rsync.engine.dialogue.ItemRecord;
import dev.rivulet.rsync.engine.place.Destination;
import dev.rivulet.rsync.engine.transfer.AppendPlan;
import dev.rivulet.rsync.engine.transfer.Events;
import dev.rivulet.rsync.engine.transfer.GuardedSource;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.StopClock;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.event.Amounts;
import dev.rivulet.rsync.event.FileSum;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.options.Append;
import dev.rivulet.rsync.options.InfoFlag;
import dev.rivulet.rsync.options.Recording;
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
public final class FileReceiver {
  /** How the reception of one file ended. */
  enum Ending {
    IN_PLACE,
    /** Complete, but to be put in place only at the end. */
    WAITING,
    /** Not verified at the first attempt. */
    TRY_AGAIN,
    FAILED
  }

  private final Transfer transfer;
  private final ItemInfos infos;
  private final StopClock clock;
  private final WireInput in;
  private final TokenReader tokens;
  private final Destination destination;
  private final Drafts drafts;
  private final Placement placement;
  private final Reports reports;
  private final ReceiverTrace trace;
  private final DeltaApply delta;
  private final AppendPlan appends;
  private final boolean inPlace;
  private final boolean syncs;
  private final boolean delays;
  private final BitSet failedOnce = new BitSet();

  public FileReceiver(
      Transfer transfer,
      WireInput in,
      TokenReader tokens,
      Destination destination,
      Drafts drafts,
      Placement placement,
      Reports reports,
      ReceiverTrace trace) {
    this.trace = trace;
    this.transfer = transfer;
    this.infos = new ItemInfos(transfer);
    this.clock = StopClock.of(transfer);
    this.in = in;
    this.tokens = tokens;
    this.destination = destination;
    this.drafts = drafts;
    this.placement = placement;
    this.reports = reports;
    this.delta = new DeltaApply(transfer.fileChecksum());
    this.appends = new AppendPlan(transfer);
    this.syncs = transfer.options().delivery().fsync();
    this.inPlace = transfer.options().delivery().inplace();
    this.delays = transfer.options().delivery().delayUpdates();
  }

  /** What is at a path; where it cannot be reached, making the file there fails. */
  private FileAttributes look(TreePath path) throws IOException {
    try {
      return destination.tree().statOrMissing(path);
    } catch (StoreException e) {
      return FileAttributes.MISSING;
    }
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
    FileTree tree = destination.tree();
    FileAttributes existing = tree.asOpened(path, look(path));
    Basis offered = chosen == null ? Basis.destination(tree, path, existing) : chosen;
    boolean echoed = chosen != null || item.basisType() == ItemRecord.DESTINATION;
    SourceFile blocks = echoed ? openBasis(offered, head) : SourceFile.NONE;
    try (GuardedSource basis = new GuardedSource(blocks);
        Draft draft = drafts.open(entry, path, offered)) {
      trace.basis(entry, offered.attributes());
      return receive(entry, position, item, head, path, existing, basis, draft);
    }
  }

  /** Puts a file that has waited where it belongs. */
  Ending placeWaiting(FileEntry entry) throws IOException {
    TreePath path = destination.path(entry);
    trace.placingWaiting(placement, path);
    boolean placed = placement.placeWaiting(path);
    if (transfer.events().areHeard()) {
      tellPlaced(entry.name(), placed);
    }
    return placed ? Ending.IN_PLACE : Ending.FAILED;
  }

  /** Reads everything that follows the sum head of a file that is not wanted. */
  void discard(SumHead head) throws IOException {
    delta.apply(head, SourceFile.NONE, StagedFile.DISCARD, false, tokens, offset -> {});
    in.readBytes(transfer.fileSumLength());
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

  private Ending receive(
      FileEntry entry,
      int position,
      ItemRecord item,
      SumHead head,
      TreePath path,
      FileAttributes existing,
      GuardedSource basis,
      Draft draft)
      throws IOException {
    Events events = transfer.events();
    TransferEvent.Item told = events.areHeard() ? infos.received(entry, item) : null;
    if (told != null) {
      int number = transfer.counters().transferredFiles;
      events.emit(new TransferEvent.FileStarted(told.entry(), position, number));
    }
    long before = bytesRead();
    DeltaApply.Result result;
    byte[] sum;
    try {
      result = rebuild(entry, head, basis, draft);
      sum = in.readBytes(transfer.fileSumLength());
      trace.sumArrived();
      sync(path, draft);
    } catch (IOException e) {
      keepPartial(entry, path, existing, draft);
      throw e instanceof StoreException store ? writeFailed(path, store) : e;
    }
    long moved = SumHead.LENGTH + bytesRead() - before;
    transfer.counters().literalBytes += result.literalBytes();
    transfer.counters().matchedBytes += result.matchedBytes();
    boolean verified = Arrays.equals(sum, result.fileSum());
    Ending ending;
    if (draft.isDiscarded()) {
      ending = Ending.FAILED;
    } else if (verified) {
      ending = finish(entry, path, existing, draft);
    } else {
      ending = reject(entry, path, existing, draft);
    }
    if (told != null) {
      Amounts amounts = new Amounts(result.literalBytes(), result.matchedBytes(), moved, 0);
      tellEnd(told, ending, amounts, result.fileSum());
    }
    return ending;
  }

  private void tellEnd(TransferEvent.Item item, Ending ending, Amounts amounts, byte[] digest) {
    boolean success = ending == Ending.IN_PLACE || ending == Ending.WAITING;
    FileSum sum = infos.transferred(item, digest);
    transfer.events().emit(new TransferEvent.FileFinished(item, success, amounts, sum));
    if (ending != Ending.WAITING) {
      tellPlaced(item.entry().name(), success);
    }
  }

  private void tellPlaced(byte[] name, boolean success) {
    transfer
        .events()
        .emit(
            success
                ? new TransferEvent.Confirmed(name)
                : new TransferEvent.Failed(name, "not received"));
  }

  private long bytesRead() {
    return in.count() - in.buffered();
  }

  private DeltaApply.Result rebuild(FileEntry entry, SumHead head, SourceFile basis, Draft draft)
      throws IOException {
    long size = entry.size();
    DeltaSearch.ProgressSink progress =
        offset -> {
          clock.check();
          transfer.events().emit(new TransferEvent.FileProgress(offset, size));
        };
    Append appending = appends.attempt(entry.index());
    DeltaApply.Result result =
        appending.isOn()
            ? delta.append(head, basis, draft.file(), appending == Append.VERIFY, tokens, progress)
            : delta.apply(head, basis, draft.file(), draft.overwritesBasis(), tokens, progress);
    if (draft.kind() == Draft.Kind.DESTINATION_FROM_ELSEWHERE) {
      draft.file().truncate();
    }
    return result;
  }

  /** Makes the file durable before it counts as received (--fsync). */
  private void sync(TreePath path, Draft draft) throws IOException {
    if (!syncs) {
      return;
    }
    try {
      draft.file().sync();
    } catch (StoreException e) {
      throw failed("fsync failed on", path, e);
    }
  }

  private RsyncException writeFailed(TreePath path, StoreException reason) throws IOException {
    return failed("write failed on", path, reason);
  }

  private RsyncException failed(String what, TreePath path, StoreException reason)
      throws IOException {
    reports.failedTo(what, destination.shown(path), reason);
    String text = what + " \"" + path.escaped() + "\": " + reason.getMessage();
    return new RsyncException(ExitCode.FILE_IO, text, reason).markReported();
  }

  /** What only repeats the basis is not worth keeping. */
  private void keepPartial(FileEntry entry, TreePath path, FileAttributes existing, Draft draft)
      throws IOException {
    if (!draft.isDiscarded() && delta.literalBytes() > 0) {
      placement.keepPartial(entry, path, existing, draft);
    }
  }

  private Ending finish(FileEntry entry, TreePath path, FileAttributes existing, Draft draft)
      throws IOException {
    if (delays) {
      trace.settingAside(draft, placement, path);
      boolean waits = placement.setWaiting(entry, path, draft);
      return waits ? Ending.WAITING : Ending.FAILED;
    }
    trace.finishing(draft, path);
    return placement.place(entry, path, existing, draft) ? Ending.IN_PLACE : Ending.FAILED;
  }

  private Ending reject(FileEntry entry, TreePath path, FileAttributes existing, Draft draft)
      throws IOException {
    boolean again = !failedOnce.get(entry.index());
    failedOnce.set(entry.index());
    Text text =
        new Text()
            .add(again ? "WARNING: " : "ERROR: ")
            .add(entry.name())
            .add(" failed verification -- update ")
            .add(inPlace ? "retained" : placement.fateOfRejected());
    if (!again) {
      reports.errorTransfer(text.add(".").bytes());
    } else if (showsNames()) {
      boolean recorded = transfer.options().batch().kind() == Recording.Kind.READ;
      reports.warning(text.add(recorded ? " (may try again)." : " (will try again).").bytes());
    }
    keepPartial(entry, path, existing, draft);
    return again ? Ending.TRY_AGAIN : Ending.FAILED;
  }

  /** Gives what the generator has made or found the extended attributes it said would differ. */
  void setXattrs(FileEntry entry) throws IOException {
    placement.setXattrs(entry, destination.path(entry));
  }

  private boolean showsNames() {
    return transfer.info(InfoFlag.NAME) > 0
        || transfer.options().report().outFormatReportsItems()
        || transfer.options().report().itemize() > 0;
  }
}
