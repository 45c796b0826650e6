// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.sender;

import dev.rivulet.rsync.engine.dialogue.ItemInfos;
import dev.rivulet.rsync.engine.dialogue.PeerOutput;
import dev.rivulet.rsync.engine.listing.ListSenderTrace;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.FileList;
import dev.rivulet.rsync.flist.FileListEncoder;
import dev.rivulet.rsync.flist.FileListWalker;
import dev.rivulet.rsync.flist.FileLists;
import dev.rivulet.rsync.wire.IndexCode;
import dev.rivulet.rsync.wire.MessageCode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Sends the file lists: one, or under incremental recursion one for each directory, a good way
 * ahead of what the peer is working on.
 *
 * <p>Owned by the sender's thread.
 */
final class ListSender {
  /** The reference program keeps at least this many files ahead. */
  private static final int FILES_AHEAD = 1000;

  private final Transfer transfer;
  private final FileListWalker walker;
  private final FileListEncoder encoder;
  private final PeerOutput out;
  private final Confirmations confirmations;
  private final ListSenderTrace trace;
  private final boolean incremental;
  private final FileLists lists;

  /** By the index of a live list's directory: the files up to the end of the list. */
  private final TreeMap<Integer, Integer> filesUpTo = new TreeMap<>();

  private int reportedIoError;
  private boolean complete;

  ListSender(
      Transfer transfer,
      FileListWalker walker,
      PeerOutput out,
      Confirmations confirmations,
      Reports reports) {
    this.trace = new ListSenderTrace(transfer, reports, walker);
    this.transfer = transfer;
    this.walker = walker;
    this.encoder =
        new FileListEncoder(
            transfer.listFormat(),
            transfer.workspace().ids(),
            transfer.settings().numericIds(),
            out.data());
    this.out = out;
    this.confirmations = confirmations;
    this.incremental = transfer.parameters().incrementalRecursion();
    this.lists = new FileLists(incremental);
  }

  /**
   * Sends the list of the arguments, or with --files-from that of the names in the one argument;
   * false if it is empty.
   */
  boolean sendFirst(List<byte[]> arguments, Optional<List<byte[]>> names) throws IOException {
    transfer
        .events()
        .emit(
            new TransferEvent.ListStarted(true, incremental, new ItemInfos(transfer).sumLength()));
    long start = System.nanoTime();
    FileList list =
        names.isPresent() ? walker.first(arguments.get(0), names.get()) : walker.first(arguments);
    long built = System.nanoTime();
    write(list);
    trace.firstMade();
    if (!incremental) {
      trace.complete();
    }
    trace.firstSent();
    if (incremental && (list.size() == 1 || !walker.hasNext())) {
      sendNext();
    }
    complete |= !incremental;
    transfer.counters().listBuildMillis = TimeUnit.NANOSECONDS.toMillis(built - start);
    transfer.counters().listTransferMillis =
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - built);
    reportGrowth();
    flushFirst();
    return list.size() > 0;
  }

  /**
   * Once it is told here that the list is complete, for the peer may speak of it at once. At
   * protocol 30 errors go in front of a first list that waits.
   */
  private void flushFirst() throws IOException {
    boolean errorsOvertake = incremental && transfer.protocol() == 30;
    if (!errorsOvertake) {
      out.flush();
    }
  }

  /**
   * Sends lists until enough files are ahead of what the peer works on.
   *
   * @param current the last index the peer named, or -1
   */
  void keepAhead(int current) throws IOException {
    while (!complete && lists.total() - filesBegun(current) < FILES_AHEAD) {
      sendNext();
      reportGrowth();
    }
  }

  /** The files up to the end of the list the peer works on, or of its oldest. */
  private int filesBegun(int current) {
    if (filesUpTo.isEmpty()) {
      return lists.total();
    }
    Map.Entry<Integer, Integer> list = filesUpTo.floorEntry(current);
    return list == null ? filesUpTo.firstEntry().getValue() : list.getValue();
  }

  private void sendNext() throws IOException {
    if (walker.hasNext()) {
      long start = System.nanoTime();
      FileList list = walker.next();
      transfer.counters().listBuildMillis +=
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      out.writeIndex(IndexCode.FLIST_OFFSET - list.directoryNumber());
      write(list);
    }
    if (!walker.hasNext()) {
      out.writeIndex(IndexCode.FLIST_EOF);
      complete = true;
      trace.complete();
    }
  }

  private void write(FileList list) throws IOException {
    long before = out.data().count();
    int errors = walker.ioError();
    transfer.outcome().addIoError(errors);
    boolean ignored = transfer.options().deletion().ignoreErrors();
    int news = ignored || errors == reportedIoError ? 0 : errors;
    reportedIoError = errors;
    encoder.write(list, news);
    trace.made(list);
    boolean told = transfer.parameters().safeFileList() && !incremental;
    if (news != 0 && transfer.protocol() == 30 && !told) {
      // In front of lists that wait, so that nothing is deleted before the receiver knows.
      out.send(MessageCode.IO_ERROR, news);
    }
    lists.add(list);
    filesUpTo.put(list.firstIndex() - 1, lists.total());
    confirmations.listSent(list);
    transfer.counters().addList(list);
    transfer.counters().listSize += out.data().count() - before;
  }

  private void reportGrowth() {
    if (transfer.events().areHeard()) {
      transfer
          .events()
          .emit(
              new TransferEvent.ListGrown(lists.total(), transfer.counters().totalSize, complete));
    }
  }

  /** The I/O error bits the peer knows of. */
  int reportedIoError() {
    return reportedIoError;
  }

  /** The number of files in all lists so far. */
  int total() {
    return lists.total();
  }

  FileEntry entry(int index) throws IOException {
    return lists.entry(index);
  }

  /** How many entries come before the one of an index. */
  int position(int index) throws IOException {
    return lists.position(index);
  }

  /**
   * The peer is done with its oldest list.
   *
   * @return whether lists are left, so that this was not the end of a phase
   */
  boolean dropOldest() throws IOException {
    if (!incremental || lists.live() == 0) {
      return false;
    }
    lists.dropOldest();
    filesUpTo.pollFirstEntry();
    confirmations.oldestDone();
    keepAhead(-1);
    return lists.live() > 0;
  }
}
