// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.sender;

import dev.rivulet.rsync.compress.TokenWriter;
import dev.rivulet.rsync.delta.DeltaSearch;
import dev.rivulet.rsync.engine.dialogue.ItemInfos;
import dev.rivulet.rsync.engine.dialogue.ItemRecord;
import dev.rivulet.rsync.engine.dialogue.PeerOutput;
import dev.rivulet.rsync.engine.transfer.Counters;
import dev.rivulet.rsync.engine.transfer.Events;
import dev.rivulet.rsync.engine.transfer.GuardedSource;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.StopClock;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.event.Amounts;
import dev.rivulet.rsync.event.FileSum;
import dev.rivulet.rsync.event.ItemInfo;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.FileListWalker;
import dev.rivulet.rsync.flist.IoError;
import dev.rivulet.rsync.flist.SourceLocation;
import dev.rivulet.rsync.flist.Xattr;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.wire.MessageCode;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Answers a request for the data of one file. Owned by the sender's thread. */
final class FileSender {
  private final Transfer transfer;
  private final ItemInfos infos;
  private final StopClock clock;
  private final FileListWalker walker;
  private final PeerOutput out;
  private final Reports reports;
  private final Confirmations confirmations;
  private final TokenWriter tokens;

  /** Gets the data in place of the peer; null unless only a recording is wanted. */
  private final WireOutput onlyRecorded;

  private final XattrAnswers xattrs;
  private final SenderTrace trace;
  private final DeltaSearch search;

  FileSender(
      Transfer transfer,
      FileListWalker walker,
      PeerOutput out,
      WireOutput onlyRecorded,
      Reports reports,
      Confirmations confirmations,
      TokenWriter tokens,
      XattrAnswers xattrs,
      SenderTrace trace) {
    this.trace = trace;
    this.onlyRecorded = onlyRecorded;
    this.transfer = transfer;
    this.infos = new ItemInfos(transfer);
    this.clock = StopClock.of(transfer);
    this.walker = walker;
    this.out = out;
    this.reports = reports;
    this.confirmations = confirmations;
    this.tokens = tokens;
    this.xattrs = xattrs;
    this.search = new DeltaSearch(transfer.blockChecksum(), transfer.fileChecksum());
  }

  /**
   * Sends the echo of the request, the data and the sum, or says that the file will not come.
   *
   * @param position how many entries come before this one
   * @param wanted extended attributes whose values are asked for
   */
  void send(FileEntry entry, int position, ItemRecord request, List<Xattr> wanted, Offer offer)
      throws IOException {
    SourceLocation location = walker.locate(entry);
    SourceFile source;
    try {
      source = location.tree().open(location.path());
    } catch (StoreException e) {
      refuse(entry, location, e);
      return;
    }
    try (GuardedSource guarded = new GuardedSource(source)) {
      if (guarded.attributes().size() < offer.appendedTo()) {
        skipDiminished(entry, location);
      } else {
        trace.opened(entry, guarded.attributes().size());
        sendData(entry, position, request, wanted, offer, guarded, location);
      }
    }
  }

  private void sendData(
      FileEntry entry,
      int position,
      ItemRecord request,
      List<Xattr> wanted,
      Offer offer,
      GuardedSource source,
      SourceLocation location)
      throws IOException {
    Events events = transfer.events();
    TransferEvent.Item item = events.areHeard() ? announce(entry, position, request) : null;
    long before = out.data().written();
    request.write(out, transfer.protocol());
    xattrs.write(entry, request, wanted);
    WireOutput target = out.data();
    if (onlyRecorded != null) {
      out.flush();
      target = onlyRecorded;
    }
    offer.head().write(target);
    DeltaSearch.Result result = sendTokens(entry, request, offer, source);
    trace.searched(result);
    boolean intact = source.error() == null;
    target.writeBytes(intact ? result.fileSum() : wrongSum(result.fileSum()));
    long moved = out.data().written() - before;
    if (onlyRecorded != null) {
      onlyRecorded.flush();
    }
    count(result);
    if (!intact) {
      readFailed(entry, location, source.error());
    }
    if (item != null) {
      Amounts amounts =
          new Amounts(
              result.literalBytes(), result.matchedBytes(), moved, offer.head().bytesOnWire());
      FileSum sum = infos.transferred(item, result.fileSum());
      events.emit(new TransferEvent.FileFinished(item, intact, amounts, sum));
    }
    trace.finished(entry);
  }

  private DeltaSearch.Result sendTokens(
      FileEntry entry, ItemRecord request, Offer offer, SourceFile source) throws IOException {
    long size = entry.size();
    DeltaSearch.ProgressSink progress =
        offset -> {
          clock.check();
          transfer.events().emit(new TransferEvent.FileProgress(offset, size));
        };
    return offer.isAppending()
        ? search.append(source, offer.appendedTo(), offer.verifiesFront(), tokens, progress)
        : search.send(source, offer.sums(), updatesBasis(request), tokens, progress);
  }

  private TransferEvent.Item announce(FileEntry entry, int position, ItemRecord request) {
    ItemInfo info = info(entry);
    TransferEvent.Item item = infos.seen(entry, info, request, true, true);
    transfer.events().emit(item);
    transfer
        .events()
        .emit(new TransferEvent.FileStarted(info, position, transfer.counters().transferredFiles));
    return item;
  }

  /** What listeners are told of an entry. */
  ItemInfo info(FileEntry entry) {
    return infos.of(entry, walker.longName(entry));
  }

  /** Whether the receiver overwrites the file whose blocks it offers. */
  private boolean updatesBasis(ItemRecord request) {
    return switch (request.basisType()) {
      case ItemRecord.DESTINATION -> transfer.options().delivery().inplace();
      case ItemRecord.PARTIAL_DIRECTORY -> transfer.parameters().updatesPartialFiles();
      default -> false;
    };
  }

  /** A sum that cannot be right, so that the receiver does not keep what it got. */
  private static byte[] wrongSum(byte[] sum) {
    byte[] wrong = new byte[sum.length];
    if (Arrays.equals(wrong, sum)) {
      wrong[wrong.length - 1] = 1;
    }
    return wrong;
  }

  private void count(DeltaSearch.Result result) {
    Counters counters = transfer.counters();
    counters.literalBytes += result.literalBytes();
    counters.matchedBytes += result.matchedBytes();
    counters.hashHits += result.hashHits();
    counters.falseAlarms += result.falseAlarms();
  }

  private void refuse(FileEntry entry, SourceLocation location, StoreException reason)
      throws IOException {
    byte[] name = location.display();
    if (reason.isMissing()) {
      transfer.outcome().addIoError(IoError.VANISHED);
      reports.vanished(new Text().add("file has vanished: ").add(reports.quoted(name)).bytes());
    } else {
      transfer.outcome().addIoError(IoError.GENERAL);
      reports.failedTo("send_files failed to open", name, reason);
    }
    confirmations.failed(entry, reason.getMessage());
    sayNoSend(entry);
  }

  /** There is less now than the receiver has: nothing can be added. */
  private void skipDiminished(FileEntry entry, SourceLocation location) throws IOException {
    reports.warning(
        new Text()
            .add("skipped diminished file: ")
            .add(reports.quoted(location.display()))
            .bytes());
    confirmations.failed(entry, "diminished");
    sayNoSend(entry);
  }

  private void sayNoSend(FileEntry entry) throws IOException {
    if (transfer.parameters().noSendMessages()) {
      out.send(MessageCode.NO_SEND, entry.index());
    }
  }

  private void readFailed(FileEntry entry, SourceLocation location, IOException reason)
      throws IOException {
    transfer.outcome().addIoError(IoError.GENERAL);
    reports.failedTo("read errors mapping", location.display(), reason);
    confirmations.failed(entry, String.valueOf(reason.getMessage()));
  }
}
