// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.receiver;

import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.delta.SumHead;
import dev.rivulet.rsync.engine.dialogue.Basis;
import dev.rivulet.rsync.engine.dialogue.DeletionStats;
import dev.rivulet.rsync.engine.dialogue.ItemInfos;
import dev.rivulet.rsync.engine.dialogue.ItemRecord;
import dev.rivulet.rsync.engine.dialogue.Note;
import dev.rivulet.rsync.engine.dialogue.Outbox;
import dev.rivulet.rsync.engine.dialogue.Requests;
import dev.rivulet.rsync.engine.dialogue.ServerStats;
import dev.rivulet.rsync.engine.listing.ListReceiverTrace;
import dev.rivulet.rsync.engine.transfer.StopClock;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.FileList;
import dev.rivulet.rsync.flist.FileListDecoder;
import dev.rivulet.rsync.flist.FileLists;
import dev.rivulet.rsync.wire.IndexCode;
import dev.rivulet.rsync.wire.IndexDecoder;
import dev.rivulet.rsync.wire.ItemFlags;
import dev.rivulet.rsync.wire.WireInput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The receiving role: reads everything the sender says, lists, echoes and data, and stores the
 * files. It never writes to the peer and never waits for the generator; what it has to say goes
 * into the {@link Outbox}.
 *
 * <p>The first lists are read before its thread starts; from then on it owns the input.
 */
public final class Receiver {
  /** Bytes of a file that may take so long that the generator should know of those before it. */
  private static final int LARGE = 1 << 18;

  private static final int PHASE_OF_DELAYED_UPDATES = 2;

  private final Transfer transfer;
  private final ItemInfos infos;
  private final StopClock clock;
  private final WireInput in;
  private final FileListDecoder decoder;
  private final FileLists lists;
  private final Outbox outbox;
  private final Requests requests;
  private final IndexDecoder indexes;
  private final XattrIntake xattrs;

  /** Files that are complete but not in place yet. */
  private final BitSet waiting = new BitSet();

  private final Replay replay;
  private final ListReceiverTrace listTrace;
  private FileReceiver files;
  private ReceiverTrace trace;
  private boolean listsComplete;
  private int phase;
  private int firstFiles;
  private ServerStats serverStats = ServerStats.NONE;

  public Receiver(
      Transfer transfer,
      WireInput in,
      FileListDecoder decoder,
      FileLists lists,
      Outbox outbox,
      Requests requests,
      Replay replay,
      ListReceiverTrace listTrace) {
    this.listTrace = listTrace;
    this.replay = replay;
    this.transfer = transfer;
    this.infos = new ItemInfos(transfer);
    this.clock = StopClock.of(transfer);
    this.in = in;
    this.decoder = decoder;
    this.lists = lists;
    this.outbox = outbox;
    this.requests = requests;
    this.indexes = new IndexDecoder(in, transfer.protocol());
    this.xattrs = new XattrIntake(transfer, in, replay.answersUnasked());
  }

  /** What a serving sender said at the end. */
  public ServerStats serverStats() {
    return serverStats;
  }

  /** Whether no further lists will come. */
  public boolean hasAllLists() {
    return listsComplete;
  }

  /** Reads the list of the source arguments. */
  public FileList readFirstList() throws IOException {
    boolean incremental = transfer.parameters().incrementalRecursion();
    transfer.events().emit(new TransferEvent.ListStarted(false, incremental, infos.sumLength()));
    long before = in.count() - in.buffered();
    FileList list = decoder.readFirst();
    transfer.counters().listSize = in.count() - in.buffered() - before;
    listsComplete = !incremental;
    firstFiles = list.size();
    listTrace.arrived(list, listsComplete);
    add(list);
    return list;
  }

  /** Under incremental recursion: what tells whether an only entry is really the only one. */
  public void readListBehindOnlyEntry() throws IOException {
    int index = indexes.read();
    if (index >= IndexCode.DEL_STATS && index != IndexCode.FLIST_EOF) {
      throw new ProtocolException("Invalid file index: " + index + " [Receiver]");
    }
    readListOrEnd(index);
  }

  private void add(FileList list) {
    lists.add(list);
    transfer.outcome().addIoError(list.ioError());
    transfer.counters().addList(list);
    outbox.put(new Note.ListArrived(list));
    if (listsComplete) {
      outbox.put(new Note.ListsComplete());
    }
    reportGrowth();
  }

  private void reportGrowth() {
    if (transfer.events().areHeard()) {
      transfer
          .events()
          .emit(
              new TransferEvent.ListGrown(
                  lists.total(), transfer.counters().totalSize, listsComplete));
    }
  }

  /** The dialogue up to the goodbye, storing files with {@code storage}. */
  public void run(FileReceiver storage, ReceiverTrace steps) throws IOException {
    files = storage;
    trace = steps;
    trace.starting(firstFiles);
    while (phase <= transfer.parameters().lastPhase()) {
      clock.check();
      int index = indexes.read();
      if (index == IndexCode.DONE) {
        replay.listOrPhaseEnds();
        endListOrPhase();
      } else if (index == IndexCode.DEL_STATS) {
        DeletionStats.read(in);
      } else if (index < 0) {
        readListOrEnd(index);
      } else {
        readItem(index);
      }
    }
    trace.ended();
    outbox.put(new Note.DialogueOver());
    if (!transfer.isServer()) {
      serverStats = ServerStats.read(transfer.protocol(), in);
    }
    if (transfer.parameters().deletionStatistics()) {
      readGoodbye();
    }
    outbox.put(new Note.GoodbyeRead());
  }

  private void endListOrPhase() throws IOException {
    if (transfer.parameters().incrementalRecursion() && lists.live() > 0) {
      lists.dropOldest();
      if (lists.live() > 0 || !listsComplete) {
        return;
      }
    }
    phase++;
    if (phase <= transfer.parameters().lastPhase()) {
      trace.phase(phase);
    }
    if (phase == PHASE_OF_DELAYED_UPDATES) {
      outbox.put(new Note.NoMoreRequests());
      placeWaiting();
    }
    outbox.put(new Note.PhaseBegun(phase));
  }

  /** Puts all files in place that have waited for the others (--delay-updates). */
  private void placeWaiting() throws IOException {
    for (int index = waiting.nextSetBit(0); index >= 0; index = waiting.nextSetBit(index + 1)) {
      boolean placed = files.placeWaiting(lists.entry(index)) == FileReceiver.Ending.IN_PLACE;
      outbox.put(placed ? new Note.Arrived(index) : new Note.Lost(index));
    }
  }

  private void readListOrEnd(int index) throws IOException {
    boolean incremental = transfer.parameters().incrementalRecursion();
    if (!incremental) {
      throw new ProtocolException(
          "Invalid file index: " + index + " (-1 - " + (lists.total() - 1) + ")");
    }
    if (index == IndexCode.FLIST_EOF) {
      if (!listsComplete) {
        listsComplete = true;
        listTrace.complete();
        outbox.put(new Note.ListsComplete());
        reportGrowth();
      }
      return;
    }
    if (listsComplete || lists.live() == 0) {
      throw new ProtocolException("rsync: refusing sub-flist after final flist was freed");
    }
    if (index > IndexCode.FLIST_OFFSET) {
      throw new ProtocolException(
          "Invalid dir index: %d (%d - %d)"
              .formatted(
                  index, IndexCode.FLIST_OFFSET, IndexCode.FLIST_OFFSET - lists.directories() + 1));
    }
    long before = in.count() - in.buffered();
    listTrace.expected(IndexCode.FLIST_OFFSET - index, files == null);
    FileList list = decoder.readSegment(IndexCode.FLIST_OFFSET - index);
    transfer.counters().listSize += in.count() - in.buffered() - before;
    listTrace.arrived(list, false);
    add(list);
  }

  /** What was listed twice is there once; nothing may be said of the other index. */
  private FileEntry activeEntry(int index) throws IOException {
    FileEntry entry = lists.entry(index);
    if (!entry.isActive()) {
      throw new ProtocolException("rsync: refusing transfer of cleared file index " + index);
    }
    return entry;
  }

  private void readItem(int index) throws IOException {
    ItemRecord item = ItemRecord.read(index, transfer.protocol(), in);
    FileEntry entry = activeEntry(index);
    xattrs.read(entry, item);
    trace.item(entry);
    if (item.has(ItemFlags.IS_NEW)) {
      transfer.counters().created.add(entry.mode());
    }
    if (item.isTransfer()) {
      readTransfer(entry, item);
    } else {
      report(entry, item);
      if (item.carriesXattrs(transfer) && !transfer.dryRun()) {
        files.setXattrs(entry);
      }
    }
  }

  private void report(FileEntry entry, ItemRecord item) {
    if (transfer.events().areHeard()) {
      transfer.events().emit(infos.received(entry, item));
    }
  }

  private void readTransfer(FileEntry entry, ItemRecord item) throws IOException {
    if (!replay.takes(item.index())) {
      files.discard(readHead());
      return;
    }
    Basis basis = requests.basis(item.index());
    check(entry, item, basis);
    transfer.counters().transferredFiles++;
    transfer.counters().transferredSize += entry.size();
    report(entry, item);
    if (transfer.dryRun()) {
      if (transfer.onlyRecords() && !transfer.isServer()) {
        files.discard(readHead());
      }
      arrived(item.index());
      return;
    }
    if (entry.size() > LARGE) {
      outbox.wake();
    }
    SumHead head = readHead();
    switch (files.receive(entry, lists.position(item.index()), item, head, basis)) {
      case IN_PLACE -> arrived(item.index());
      case WAITING -> waiting.set(item.index());
      case TRY_AGAIN -> outbox.put(new Note.Again(item.index()));
      case FAILED -> outbox.put(new Note.Lost(item.index()));
    }
  }

  private SumHead readHead() throws IOException {
    return SumHead.read(
        in, transfer.protocol(), transfer.parameters().transferChecksum().length(), "receiver");
  }

  /** While answers to other requests are on their way, the generator need not hurry. */
  private void arrived(int index) {
    if (requests.isEmpty()) {
      outbox.put(new Note.Arrived(index));
    } else {
      outbox.putForLater(new Note.Arrived(index));
    }
  }

  private void check(FileEntry entry, ItemRecord item, Basis basis) throws ProtocolException {
    if (phase == 2) {
      throw new ProtocolException("got transfer request in phase 2 [receiver]");
    }
    if (!entry.isRegular()) {
      throw new ProtocolException(
          "received request to transfer non-regular file: " + item.index() + " [receiver]");
    }
    if (transfer.parameters().itemFlags()) {
      checkBasis(entry, item, basis);
    }
    if (!requests.take(item.index())) {
      throw new ProtocolException(
          "received data of a file that was not requested: " + item.index() + " [receiver]");
    }
  }

  /**
   * The echo must name the basis the generator chose: a sender may not make this end take blocks
   * from any other file.
   *
   * @param chosen null for the destination file
   */
  private void checkBasis(FileEntry entry, ItemRecord item, Basis chosen) throws ProtocolException {
    int type = item.basisType();
    if (chosen == null) {
      if (type != ItemRecord.DESTINATION && !namesDirectoryInVain(type)) {
        throw foreignBasis(entry, type);
      }
    } else if (type != chosen.type() || !Arrays.equals(item.otherName(), chosen.name())) {
      throw foreignBasis(entry, type);
    }
  }

  /**
   * Whether an echo names an alternate directory although the generator has chosen no basis there.
   * As in the reference program that alone is no error, but no block can come from it.
   */
  private boolean namesDirectoryInVain(int type) {
    return type < transfer.options().alternateBasis().directories().size();
  }

  private static ProtocolException foreignBasis(FileEntry entry, int type) {
    if (type == ItemRecord.FUZZY) {
      return new ProtocolException(
          "rsync: refusing malicious fuzzy operation for " + entry.path().escaped());
    }
    boolean directory = type < ItemRecord.DESTINATION || type > ItemRecord.FUZZY;
    int number = type > ItemRecord.FUZZY ? type : type & 0x7f;
    return directory
        ? new ProtocolException("invalid basis_dir index: " + number + ".")
        : ProtocolException.stream("invalid basis type %02x".formatted(type));
  }

  private void readGoodbye() throws IOException {
    int index = indexes.read();
    while (index == IndexCode.DEL_STATS) {
      DeletionStats.read(in);
      index = indexes.read();
    }
    if (index != IndexCode.DONE) {
      throw new ProtocolException("Invalid packet at end of run (" + index + ") [receiver]");
    }
  }

  /** Takes what may still come once the goodbye is said; messages go their way meanwhile. */
  void readToEnd() throws IOException {
    while (in.readByteOrEnd() >= 0) {
      // Data behind the goodbye means nothing.
    }
  }
}
