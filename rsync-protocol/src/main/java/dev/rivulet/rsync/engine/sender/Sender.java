// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.sender;

import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.batch.BatchWriter;
import dev.rivulet.rsync.compress.TokenCodecs;
import dev.rivulet.rsync.compress.TokenWriter;
import dev.rivulet.rsync.delta.SumHead;
import dev.rivulet.rsync.engine.dialogue.DeletionStats;
import dev.rivulet.rsync.engine.dialogue.ItemInfos;
import dev.rivulet.rsync.engine.dialogue.ItemRecord;
import dev.rivulet.rsync.engine.dialogue.PeerOutput;
import dev.rivulet.rsync.engine.dialogue.ServerStats;
import dev.rivulet.rsync.engine.listing.SenderWalk;
import dev.rivulet.rsync.engine.transfer.AppendPlan;
import dev.rivulet.rsync.engine.transfer.Counters;
import dev.rivulet.rsync.engine.transfer.HeapFigures;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.StopClock;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.FileListWalker;
import dev.rivulet.rsync.flist.Xattr;
import dev.rivulet.rsync.options.DebugFlag;
import dev.rivulet.rsync.wire.IndexCode;
import dev.rivulet.rsync.wire.IndexDecoder;
import dev.rivulet.rsync.wire.ItemFlags;
import dev.rivulet.rsync.wire.MessageCode;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;
import java.util.List;

/**
 * The sending role: sends the lists, answers the generator's requests in the order they come, and
 * echoes its notes. Owned by one thread; what the peer says meanwhile is read ahead by another.
 */
public final class Sender {
  private final Transfer transfer;
  private final ItemInfos infos;
  private final StopClock clock;
  private final WireInput in;
  private final PeerOutput out;
  private final Reports reports;
  private final SenderMessages messages;
  private final OrderedMessages inOrder;
  private final Confirmations confirmations;
  private final IndexDecoder indexes;
  private final AppendPlan appends;
  private final BatchWriter recording;
  private ListSender lists;
  private FileSender files;
  private SenderTrace trace;
  private SourceRemoval removal;
  private XattrAnswers xattrs;
  private int phase;

  /** The last index the peer named. */
  private int current = -1;

  public Sender(
      Transfer transfer,
      WireInput in,
      PeerOutput out,
      Reports reports,
      SenderMessages messages,
      OrderedMessages inOrder,
      Confirmations confirmations,
      BatchWriter recording) {
    this.recording = recording;
    this.transfer = transfer;
    this.infos = new ItemInfos(transfer);
    this.clock = StopClock.of(transfer);
    this.in = in;
    this.out = out;
    this.reports = reports;
    this.messages = messages;
    this.inOrder = inOrder;
    this.confirmations = confirmations;
    this.indexes = new IndexDecoder(in, transfer.protocol());
    this.appends = new AppendPlan(transfer);
  }

  /** The whole dialogue of this role; {@code byteCounts} is asked when the statistics are due. */
  public void run(SendingStart start, List<byte[]> arguments, ByteCounts byteCounts)
      throws IOException {
    if (recording != null) {
      out.flush();
      recording.begin();
    }
    WireOutput onlyRecorded = onlyRecords() ? recording.data() : null;
    try (FileListWalker walker = SenderWalk.open(transfer, start.filters(), reports);
        TokenWriter tokens =
            TokenCodecs.writer(
                transfer.parameters().compression(),
                transfer.parameters().compressionLevel(),
                transfer.options().wire().compressThreads(),
                transfer.protocol(),
                onlyRecorded == null ? out.data() : onlyRecorded)) {
      trace = new SenderTrace(transfer, reports, walker);
      lists = new ListSender(transfer, walker, out, confirmations, reports);
      xattrs = new XattrAnswers(transfer, walker, in, out);
      files =
          new FileSender(
              transfer, walker, out, onlyRecorded, reports, confirmations, tokens, xattrs, trace);
      removal = new SourceRemoval(transfer, walker, reports);
      boolean any = lists.sendFirst(arguments, start.names());
      if (any || !transfer.isServer()) {
        serveRequests();
        reportMatches();
        HeapFigures.tell(transfer, reports, "sender");
        finish(byteCounts);
      }
    }
    out.flush();
  }

  private void serveRequests() throws IOException {
    trace.starting();
    while (phase <= transfer.parameters().lastPhase()) {
      clock.check();
      lists.keepAhead(current);
      inOrder.reached(in.buffered());
      int index = indexes.read();
      removeArrived();
      if (index == IndexCode.DONE) {
        endPhase();
      } else if (index == IndexCode.DEL_STATS) {
        readDeletionStats();
      } else if (index < 0) {
        throw new ProtocolException("Invalid file index: " + index + " [sender]");
      } else {
        handle(ItemRecord.read(index, transfer.protocol(), in));
      }
    }
    trace.ended();
  }

  /** The peer has finished a list or a phase; the last answer is the end of the loop itself. */
  private void endPhase() throws IOException {
    boolean phaseEnds = !lists.dropOldest();
    phase += phaseEnds ? 1 : 0;
    if (phase <= transfer.parameters().lastPhase()) {
      if (phaseEnds) {
        trace.phase(phase);
      }
      out.writeIndex(IndexCode.DONE);
    }
  }

  private void readDeletionStats() throws IOException {
    transfer.counters().deleted = DeletionStats.read(in);
    if (transfer.isServer()) {
      DeletionStats.write(transfer.counters().deleted, out);
    }
  }

  private void handle(ItemRecord item) throws IOException {
    if (isOldKeepAlive(item)) {
      return;
    }
    FileEntry entry = lists.entry(item.index());
    current = item.index();
    trace.requested(entry, item.index());
    List<Xattr> wanted = xattrs.readRequest(entry, item);
    count(entry, item);
    if (!item.isTransfer()) {
      echo(entry, item, wanted);
      return;
    }
    checkTransfer(entry, item);
    if (!transfer.movesData()) {
      echo(entry, item, wanted);
      return;
    }
    SumHead head =
        SumHead.read(
            in,
            transfer.protocol(),
            transfer.parameters().transferChecksum().length(),
            reports.role());
    trace.offered(head);
    long most = transfer.options().wire().allocationLimit().most();
    Offer offer = Offer.read(head, appends.attempt(item.index()), in, most);
    files.send(entry, lists.position(item.index()), item, wanted, offer);
  }

  /** Protocol 29 kept connections alive with the first index there is no file for. */
  private boolean isOldKeepAlive(ItemRecord item) {
    return transfer.protocol() == 29
        && item.flags() == ItemFlags.IS_NEW
        && item.index() == lists.total();
  }

  private void count(FileEntry entry, ItemRecord item) {
    Counters counters = transfer.counters();
    if (item.has(ItemFlags.IS_NEW)) {
      counters.created.add(entry.mode());
    }
    if (item.isTransfer()) {
      counters.transferredFiles++;
      counters.transferredSize += entry.size();
    }
  }

  private void echo(FileEntry entry, ItemRecord item, List<Xattr> wanted) throws IOException {
    item.write(out, transfer.protocol());
    xattrs.write(entry, item, wanted);
    if (transfer.events().areHeard()) {
      boolean linkTimes = transfer.parameters().symlinkTimes();
      transfer.events().emit(infos.seen(entry, files.info(entry), item, true, linkTimes));
    }
  }

  private void checkTransfer(FileEntry entry, ItemRecord item) throws ProtocolException {
    if (phase == 2) {
      throw new ProtocolException("got transfer request in phase 2 [sender]");
    }
    if (!entry.isActive()) {
      throw new ProtocolException("rsync: refusing transfer of cleared file index " + item.index());
    }
    if (!entry.isRegular()) {
      throw new ProtocolException(
          "received request to transfer non-regular file: " + item.index() + " [sender]");
    }
  }

  private void removeArrived() throws IOException {
    for (Integer index = messages.arrived().poll();
        index != null;
        index = messages.arrived().poll()) {
      removal.remove(lists.entry(index));
    }
  }

  private void reportMatches() throws IOException {
    if (transfer.traces(DebugFlag.DELTASUM)) {
      Counters counters = transfer.counters();
      reports.info(
          "total: matches=%d  hash_hits=%d  false_alarms=%d data=%d"
              .formatted(
                  counters.hashHits - counters.falseAlarms,
                  counters.hashHits,
                  counters.falseAlarms,
                  counters.literalBytes));
    }
  }

  /** The end of the loop, the statistics and the goodbye. */
  private void finish(ByteCounts byteCounts) throws IOException {
    int errors = transfer.outcome().ioError();
    if (errors != lists.reportedIoError() && transfer.parameters().noSendMessages()) {
      out.flush();
      out.send(MessageCode.IO_ERROR, errors);
    }
    out.writeIndex(IndexCode.DONE);
    out.flush();
    if (transfer.isServer()) {
      stats(byteCounts).write(transfer.protocol(), out.data());
      out.flush();
    } else if (recording != null) {
      WireOutput file = recording.data();
      stats(byteCounts).write(transfer.protocol(), file);
      file.flush();
    }
    readGoodbye();
    if (transfer.parameters().deletionStatistics()) {
      out.writeIndex(IndexCode.DONE);
      readGoodbye();
    }
    removeArrived();
    out.flush();
  }

  /** Whether the peer, which changes nothing, gets no data ({@code --only-write-batch}). */
  private boolean onlyRecords() {
    return recording != null && transfer.onlyRecords();
  }

  private ServerStats stats(ByteCounts byteCounts) {
    Counters counters = transfer.counters();
    return new ServerStats(
        byteCounts.received(),
        byteCounts.sent(),
        counters.totalSize,
        counters.listBuildMillis,
        counters.listTransferMillis);
  }

  private void readGoodbye() throws IOException {
    int index = indexes.read();
    while (index == IndexCode.DEL_STATS) {
      readDeletionStats();
      index = indexes.read();
    }
    if (index != IndexCode.DONE) {
      throw new ProtocolException("Invalid packet at end of run (" + index + ") [sender]");
    }
  }
}
