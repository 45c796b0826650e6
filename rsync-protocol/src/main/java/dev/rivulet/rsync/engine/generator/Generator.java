// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.generator;

import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.engine.deletion.FilterChain;
import dev.rivulet.rsync.engine.dialogue.DeletionStats;
import dev.rivulet.rsync.engine.dialogue.KeepAlive;
import dev.rivulet.rsync.engine.dialogue.Note;
import dev.rivulet.rsync.engine.dialogue.Outbox;
import dev.rivulet.rsync.engine.dialogue.PeerOutput;
import dev.rivulet.rsync.engine.dialogue.Requests;
import dev.rivulet.rsync.engine.transfer.HeapFigures;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.FileList;
import dev.rivulet.rsync.flist.FileLists;
import dev.rivulet.rsync.options.DebugFlag;
import dev.rivulet.rsync.options.Recording;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.rsync.wire.IndexCode;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * The generating role: walks the file lists in order, makes what needs no data, asks for what does,
 * deletes, and leads the dialogue through its phases to the goodbye.
 *
 * <p>Owned by one thread, the only one that writes to the peer. It learns from the receiver's notes
 * what has become of its requests; for file data it never waits.
 */
public final class Generator {
  private static final int[] NO_NUMBERS = {};

  /** How often, in entries, notes are taken and requests sent while a list is walked. */
  private static final int TURN = 200;

  /** With hard links, so many files are wanted at hand before a list is begun. */
  private static final int FILES_FOR_LINKS = 500;

  /** While the generator is busy with what needs no data, requests leave at least this often. */
  private static final long LONGEST_SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Transfer transfer;
  private final FileLists lists;
  private final PeerOutput out;
  private final Outbox outbox;
  private final Requests requests;
  private final KeepAlive keepAlive;
  private final Workbench bench;
  private final GeneratorTrace trace;
  private final Progress progress;
  private final LinkGroups groups = new LinkGroups();
  private final FilterChain filters;
  private final EntryHandler entries;
  private final Directories directories;
  private final HardLinker links;
  private final boolean incremental;
  private final boolean listOnly;

  /**
   * Lists that were known before anything was done; when they are walked the peer is to hear it.
   */
  private int listsAtStart;

  private int directoryCount;
  private int sinceTurn;
  private int phase;
  private boolean mayRequest = true;
  private boolean lastPhaseSaid;
  private boolean dialogueOver;
  private boolean goodbyeRead;

  public Generator(
      Workbench bench,
      GeneratorTrace trace,
      FileLists lists,
      FilterChain filters,
      PeerOutput out,
      Outbox outbox,
      Requests requests,
      KeepAlive keepAlive) {
    this.bench = bench;
    this.transfer = bench.transfer();
    this.lists = lists;
    this.out = out;
    this.outbox = outbox;
    this.requests = requests;
    this.keepAlive = keepAlive;
    this.trace = trace;
    this.progress = new Progress();
    this.filters = filters;
    this.entries = new EntryHandler(bench, filters, progress, groups, requests, out);
    this.directories = entries.directories();
    this.links = entries.links();
    this.incremental = transfer.parameters().incrementalRecursion();
    this.listOnly = transfer.options().delivery().listOnly();
    this.listsAtStart = lists.live();
  }

  /** The whole dialogue of this role. */
  public void run() throws IOException {
    trace.starting();
    if (!listOnly) {
      bench.backups().announce();
    }
    if (incremental) {
      tellMethod();
      walkLists();
      trace.phase(1);
      settleLists();
    } else {
      walkOnlyList();
      trace.phase(1);
    }
    awaitPhase(1);
    giveUpUnanswered();
    finishPhases();
    HeapFigures.tell(transfer, bench.reports(), "receiver", "generator");
    say(IndexCode.DONE);
    out.flush();
  }

  // Walking

  private void walkOnlyList() throws IOException {
    ListProgress only = awaitList();
    filters.begin(beginsWithRoot(only.list()));
    if (transfer.deleteMode() == DeleteMode.BEFORE && !listOnly) {
      bench.deletions().everywhere(only.list());
    }
    tellMethod();
    walk(only.list());
    say(IndexCode.DONE);
  }

  private void tellMethod() throws IOException {
    if (transfer.traces(DebugFlag.FLIST)) {
      bench
          .reports()
          .info(
              transfer.wholeFiles()
                  ? "delta-transmission disabled for local transfer or --whole-file"
                  : "delta-transmission enabled");
    }
  }

  private void walkLists() throws IOException {
    for (ListProgress next = awaitList(); next != null; next = awaitList()) {
      walk(next.list());
      requestAgain();
      dropSettledLists();
      if (--listsAtStart == 0 && !transfer.options().preserve().hardLinks()) {
        out.flush();
      }
    }
  }

  /** The next list to walk; null if there are no more. */
  private ListProgress awaitList() throws IOException {
    takeNotes();
    dropSettledLists();
    while (!progress.isComplete() && !progress.hasUnseen()) {
      awaitNote();
      dropSettledLists();
    }
    return progress.nextUnseen();
  }

  private void walk(FileList list) throws IOException {
    if (incremental && list.directoryNumber() < 0) {
      filters.begin(beginsWithRoot(list));
    }
    if (incremental && transfer.options().preserve().hardLinks()) {
      awaitFilesForLinks(list);
    }
    int[] numbers = incremental ? nextNumbers(list) : NO_NUMBERS;
    if (incremental && !handleDirectoryOf(list)) {
      return;
    }
    if (list.directoryNumber() < 0 && incremental && transfer.options().preserve().hardLinks()) {
      out.flush();
    }
    for (int position = 0; position < list.size(); position++) {
      FileEntry entry = list.entry(position);
      int number = incremental ? numbers[position] : -1;
      if (entry.isActive()) {
        trace.entry(entry, entry.index());
        entries.handle(entry, number, list);
      }
      if (position == 0 && !incremental && entry.isDirectory()) {
        out.flush();
      }
      if (++sinceTurn >= TURN) {
        turn();
      }
    }
  }

  /** With hard links the more files are known, the more can be linked to what is here already. */
  private void awaitFilesForLinks(FileList list) throws IOException {
    takeNotes();
    while (!progress.isComplete() && list.size() + progress.unseenFiles() < FILES_FOR_LINKS) {
      awaitNote();
    }
  }

  /** Numbers count on, whether anything is done about the directories or not. */
  private int[] nextNumbers(FileList list) {
    int[] numbers = list.directoryNumbers(directoryCount);
    for (int number : numbers) {
      directoryCount += number >= 0 ? 1 : 0;
    }
    return numbers;
  }

  /** Takes notes, and sends what has been gathered if the peer has not heard of us for a while. */
  private void turn() throws IOException {
    sinceTurn = 0;
    out.flushAfter(LONGEST_SILENCE_NANOS);
    keepAlive.send(out);
    takeNotes();
  }

  /** The directory a list belongs to, handled in front of its entries; false to skip these. */
  private boolean handleDirectoryOf(FileList list) throws IOException {
    boolean first = list.directoryNumber() < 0;
    if (first && !beginsWithRoot(list)) {
      return true;
    }
    FileEntry directory = lists.entry(list.firstIndex() - 1);
    if (!directory.isActive()) {
      return false; // there is no name for it here, nor for what is in it
    }
    trace.entry(directory, list.firstIndex() - 1);
    return entries.handleDirectory(directory, first ? 0 : list.directoryNumber(), list);
  }

  private static boolean beginsWithRoot(FileList list) {
    return list.size() > 0
        && list.entry(0).isActive()
        && list.entry(0).isDirectory()
        && list.entry(0).path().isRoot();
  }

  // Settling what was requested

  /** All lists have been walked: waits for their files and reports each list done. */
  private void settleLists() throws IOException {
    while (true) {
      requestAgain();
      dropSettledLists();
      if (progress.live().isEmpty()) {
        return;
      }
      awaitNote();
    }
  }

  private void dropSettledLists() throws IOException {
    for (ListProgress done = progress.dropSettled(); done != null; done = progress.dropSettled()) {
      finishDirectoryOf(done.list());
      say(IndexCode.DONE);
    }
  }

  private void finishDirectoryOf(FileList list) throws IOException {
    boolean first = list.directoryNumber() < 0;
    boolean deletesInside = transfer.deleteMode() == DeleteMode.DELAY;
    if (!finishesDirectories() || deletesInside || first && !beginsWithRoot(list)) {
      return;
    }
    int number = Math.max(0, list.directoryNumber());
    finish(first ? list.entry(0) : lists.directory(number), number);
  }

  private boolean finishesDirectories() {
    return !transfer.dryRun() && !listOnly && !bench.destination().isSolo();
  }

  /** Requests what did not verify; true if there was anything. */
  private boolean requestAgain() throws IOException {
    boolean any = false;
    for (ListProgress list : progress.live()) {
      for (Integer index = list.nextAgain(); index != null; index = list.nextAgain()) {
        entries.requestAgain(lists.entry(index));
        any = true;
      }
    }
    return any;
  }

  /** Without incremental recursion a phase ends although some requests were never answered. */
  private void giveUpUnanswered() throws IOException {
    for (int index = requests.next(0); index >= 0; index = requests.next(index + 1)) {
      if (requests.take(index)) {
        lost(index);
      }
    }
  }

  // Phases

  private void finishPhases() throws IOException {
    boolean delays = transfer.options().delivery().delayUpdates();
    boolean again = requestAgain();
    trace.phase(2);
    say(IndexCode.DONE);
    if (again || delays) {
      awaitPhase(2);
      giveUpUnanswered();
    }
    if (transfer.parameters().lastPhase() > 1) {
      trace.phase(3);
      say(IndexCode.DONE);
    }
    boolean extraPhase = transfer.parameters().deletionStatistics();
    if (extraPhase && !transfer.deletesLate()) {
      endDeletions();
    }
    lastPhaseSaid = true;
    await(() -> dialogueOver);
    deleteLate();
    if (extraPhase && transfer.deletesLate()) {
      endDeletions();
    }
    bench.deletions().reportLimit();
    finishRemainingDirectories();
    trace.ended();
    await(() -> goodbyeRead);
  }

  private void endDeletions() throws IOException {
    boolean counted = transfer.options().deletion().isOn() || transfer.options().deletion().force();
    if (counted) {
      DeletionStats.write(transfer.counters().deleted, out);
    }
    say(IndexCode.DONE);
  }

  private void deleteLate() throws IOException {
    if (listOnly) {
      return;
    }
    if (transfer.deleteMode() == DeleteMode.DELAY) {
      bench.deletions().delayed();
    } else if (transfer.deleteMode() == DeleteMode.AFTER) {
      bench.deletions().everywhere(lists.oldest());
    }
  }

  private void finishRemainingDirectories() throws IOException {
    if (!finishesDirectories()) {
      return;
    }
    if (!incremental) {
      finishDirectoriesOf(lists.oldest());
    } else if (transfer.deleteMode() == DeleteMode.DELAY) {
      for (int number = 0; number < lists.directories(); number++) {
        finish(lists.directory(number), number);
      }
    }
  }

  private void finishDirectoriesOf(FileList list) throws IOException {
    for (int position = 0; position < list.size(); position++) {
      FileEntry entry = list.entry(position);
      if (entry.isActive() && entry.isDirectory()) {
        finish(entry, position);
      }
    }
  }

  private void finish(FileEntry directory, int number) throws IOException {
    if (incremental || bench.times().apply(directory)) {
      trace.touching(directory, number);
    }
    directories.finish(directory);
  }

  private void say(int indexCode) throws IOException {
    out.writeIndex(indexCode);
  }

  // Notes

  /** Something the generator waits for. */
  @FunctionalInterface
  private interface Condition {
    boolean isMet();
  }

  private void awaitPhase(int wanted) throws IOException {
    await(() -> phase >= wanted);
  }

  private void await(Condition condition) throws IOException {
    while (!condition.isMet()) {
      awaitNote();
    }
  }

  private void takeNotes() throws IOException {
    for (Note note = outbox.poll(); note != null; note = outbox.poll()) {
      take(note);
    }
  }

  /** Sends everything gathered, then waits for a note, showing that this end is alive. */
  private void awaitNote() throws IOException {
    Note note = outbox.poll();
    if (note == null) {
      out.flush();
      for (note = outbox.await(keepAlive.patienceNanos());
          note == null;
          note = outbox.await(keepAlive.patienceNanos())) {
        keepAlive.send(out);
      }
    }
    take(note);
  }

  private void take(Note note) throws IOException {
    if (note instanceof Note.Arrived arrived) {
      arrived(arrived.index());
    } else if (note instanceof Note.Lost lost) {
      lost(lost.index());
    } else if (note instanceof Note.Again again) {
      progress.of(again.index()).closed();
      progress.of(again.index()).requestAgain(again.index());
    } else if (note instanceof Note.ListArrived arrived) {
      progress.add(arrived.list());
      trace.listArrived(arrived.list());
      if (transfer.options().preserve().hardLinks()) {
        groups.register(arrived.list());
      }
    } else if (note instanceof Note.ListsComplete) {
      progress.complete();
      trace.listsComplete();
    } else if (note instanceof Note.PhaseBegun begun) {
      phase = begun.phase();
    } else if (note instanceof Note.NoMoreRequests) {
      mayRequest = false;
    } else if (note instanceof Note.DialogueOver) {
      endDialogue();
    } else if (note instanceof Note.GoodbyeRead) {
      goodbyeRead = true;
    } else if (note instanceof Note.Message message) {
      out.send(message.code(), message.payload());
    } else if (note instanceof Note.Broken broken) {
      throw new ReceiverBroken(broken.cause());
    }
  }

  /** A sender, unless recorded, that ends while files are wanted would be waited for in vain. */
  private void endDialogue() throws ProtocolException {
    boolean recorded = transfer.options().batch().kind() == Recording.Kind.READ;
    if (!lastPhaseSaid && !recorded) {
      throw new ProtocolException("the sender ended the transfer before it was asked to");
    }
    dialogueOver = true;
  }

  private void arrived(int index) throws IOException {
    progress.of(index).closed();
    FileEntry entry = lists.entry(index);
    bench.items().mayGo(entry);
    links.inPlace(entry);
  }

  private void lost(int index) throws IOException {
    progress.of(index).closed();
    if (mayRequest) {
      links.lost(lists.entry(index));
    }
  }
}
