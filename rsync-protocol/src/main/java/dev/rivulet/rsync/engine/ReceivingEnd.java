// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.batch.BatchWriter;
import dev.rivulet.rsync.compress.TokenCodecs;
import dev.rivulet.rsync.compress.TokenReader;
import dev.rivulet.rsync.engine.attribute.AttributeApplier;
import dev.rivulet.rsync.engine.attribute.Itemizer;
import dev.rivulet.rsync.engine.attribute.ModeChanges;
import dev.rivulet.rsync.engine.attribute.NewFileBits;
import dev.rivulet.rsync.engine.attribute.OwnerTrace;
import dev.rivulet.rsync.engine.attribute.Permissions;
import dev.rivulet.rsync.engine.attribute.TimeRules;
import dev.rivulet.rsync.engine.deletion.Deletions;
import dev.rivulet.rsync.engine.deletion.FilterChain;
import dev.rivulet.rsync.engine.dialogue.FilterExchange;
import dev.rivulet.rsync.engine.dialogue.KeepAlive;
import dev.rivulet.rsync.engine.dialogue.Note;
import dev.rivulet.rsync.engine.dialogue.Outbox;
import dev.rivulet.rsync.engine.dialogue.PeerExit;
import dev.rivulet.rsync.engine.dialogue.PeerOutput;
import dev.rivulet.rsync.engine.dialogue.Requests;
import dev.rivulet.rsync.engine.dialogue.ServerStats;
import dev.rivulet.rsync.engine.dialogue.TranslatedMessages;
import dev.rivulet.rsync.engine.generator.AlternateBases;
import dev.rivulet.rsync.engine.generator.Generator;
import dev.rivulet.rsync.engine.generator.GeneratorTrace;
import dev.rivulet.rsync.engine.generator.ItemWriter;
import dev.rivulet.rsync.engine.generator.ReceiverBroken;
import dev.rivulet.rsync.engine.generator.Workbench;
import dev.rivulet.rsync.engine.generator.XattrRequests;
import dev.rivulet.rsync.engine.listing.ListReceiverTrace;
import dev.rivulet.rsync.engine.place.Backups;
import dev.rivulet.rsync.engine.place.Destination;
import dev.rivulet.rsync.engine.place.DestinationArgument;
import dev.rivulet.rsync.engine.place.EmptyTree;
import dev.rivulet.rsync.engine.place.Places;
import dev.rivulet.rsync.engine.receiver.Drafts;
import dev.rivulet.rsync.engine.receiver.FileReceiver;
import dev.rivulet.rsync.engine.receiver.Placement;
import dev.rivulet.rsync.engine.receiver.Receiver;
import dev.rivulet.rsync.engine.receiver.ReceiverMessages;
import dev.rivulet.rsync.engine.receiver.ReceiverTrace;
import dev.rivulet.rsync.engine.receiver.Replay;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.flist.EmptyDirectories;
import dev.rivulet.rsync.flist.FileList;
import dev.rivulet.rsync.flist.FileListDecoder;
import dev.rivulet.rsync.flist.FileLists;
import dev.rivulet.rsync.flist.IdRules;
import dev.rivulet.rsync.flist.IdRulesReader;
import dev.rivulet.rsync.flist.OwnerMapping;
import dev.rivulet.rsync.flist.RequestedNames;
import dev.rivulet.rsync.flist.XattrRules;
import dev.rivulet.rsync.options.DebugFlag;
import dev.rivulet.rsync.options.Identity;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.IdMapper;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.wire.Demultiplexer;
import dev.rivulet.rsync.wire.WireChannel;
import dev.rivulet.rsync.wire.WireInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/**
 * An end that receives: the caller's thread reads the first list and then generates; a thread of
 * its own receives.
 */
final class ReceivingEnd {
  private static final byte[] HERE = {'.'};
  private static final long LAST_WORDS_MILLIS = TimeUnit.SECONDS.toMillis(60);

  /**
   * After a failed write: how long to look for what the peer has said before; and how long a peer
   * that gives no answer is left to read why this end fails.
   */
  private static final long EXPLANATION_MILLIS = 500;

  private final Transfer transfer;
  private final WireChannel channel;
  private final RoleThreads threads;
  private final BatchWriter recording;
  private final boolean replays;
  private final PeerOutput out;
  private final Outbox outbox = new Outbox();
  private final Requests requests = new Requests();
  private final WireInput in;
  private final FileLists lists;
  private Thread receiving;

  /** Messages name this end by the role it has reached. */
  private Reports reports;

  /**
   * @param recording gets what is received, null for none
   * @param replays whether the peer is a recording itself
   */
  ReceivingEnd(
      Transfer transfer,
      WireChannel channel,
      RoleThreads threads,
      BatchWriter recording,
      boolean replays)
      throws IOException {
    this.recording = recording;
    this.replays = replays;
    this.transfer = transfer;
    this.channel = channel;
    this.threads = threads;
    this.out = PeerOutput.ofReceiver(channel, transfer);
    this.in = input();
    this.lists = new FileLists(transfer.parameters().incrementalRecursion());
    this.reports = new Reports(transfer, "Receiver", out);
  }

  private WireInput input() {
    if (transfer.isServer() && transfer.protocol() < 30) {
      return channel.in();
    }
    InputStream data =
        new Demultiplexer(
            channel.in(),
            TranslatedMessages.of(
                transfer.names(),
                new ReceiverMessages(transfer, channel.connection(), outbox, requests)));
    if (recording == null) {
      return new WireInput(data);
    }
    recording.begin();
    return new WireInput(recording.copyOf(data));
  }

  /**
   * Receives.
   *
   * @param argument the destination; not used when only listing
   * @param requested what a client asked for
   */
  TransferResult run(byte[] argument, List<byte[]> requested) throws IOException {
    try {
      return receive(argument, requested);
    } catch (IOException e) {
      throw receiving == null ? fail(e) : e;
    }
  }

  private TransferResult receive(byte[] argument, List<byte[]> requested) throws IOException {
    ProtocolTrace.tell(transfer, reports);
    NegotiatedNames.tellServerCharset(transfer, reports);
    if (transfer.isServer() && transfer.traces(DebugFlag.RECV)) {
      reports.info("server_recv(2) starting pid=" + ProcessHandle.current().pid());
    }
    FilterList rules =
        replays
            ? transfer.options().filters()
            : FilterExchange.forReceiver(transfer, in, out, reports);
    FileListDecoder decoder =
        new FileListDecoder(
            transfer.listFormat(),
            owners(),
            names(requested),
            ModeChanges.whileReceiving(transfer),
            xattrRules(rules),
            new TranslationReports(transfer, this::readingReports),
            in);
    ListReceiverTrace listTrace = new ListReceiverTrace(transfer, this::readingReports);
    Receiver receiver =
        new Receiver(transfer, in, decoder, lists, outbox, requests, replay(), listTrace);
    FileList first = readFirst(receiver);
    if (transfer.options().selection().pruneEmptyDirs()) {
      EmptyDirectories.prune(
          first, path -> rules.excludes(path.bytes(), true, FilterList.Side.RECEIVER));
    }
    if (transfer.parameters().incrementalRecursion() && first.size() == 1) {
      receiver.readListBehindOnlyEntry();
    }
    if (first.size() == 0 && !transfer.isServer()) {
      return transfer.result(out.bytesSent(), channel.in().count());
    }
    try (Destination destination = destination(argument, first);
        AlternateBases alternates = AlternateBases.open(transfer, destination, reports);
        Places places = Places.of(transfer, destination);
        TokenReader tokens =
            TokenCodecs.reader(transfer.parameters().compression(), transfer.protocol(), in)) {
      places.check(reports);
      return converse(receiver, destination, alternates, places, tokens, rules);
    }
  }

  /** The reports of whoever reads lists: at first this thread, then the receiver's. */
  private Reports readingReports() {
    return receiving == null ? reports : new Reports(transfer, "receiver", outbox);
  }

  private Replay replay() {
    return replays ? new Replay.OfRecording(transfer, lists, outbox, requests) : Replay.NONE;
  }

  /** A server that was sent no rules has none; a local copy knows those of its client. */
  private XattrRules xattrRules(FilterList received) {
    FilterList rules = received.isEmpty() ? transfer.options().filters() : received;
    return transfer.xattrRules(rules, FilterList.Side.RECEIVER);
  }

  /** Reads the first list, while the names it is made of may still be on their way to the peer. */
  private FileList readFirst(Receiver receiver) throws IOException {
    if (!NameForwarder.isNeeded(transfer)) {
      return receiver.readFirstList();
    }
    NameForwarder forwarder = NameForwarder.start(transfer, channel, out, threads);
    try {
      FileList first = receiver.readFirstList();
      forwarder.finish();
      return first;
    } catch (IOException | RuntimeException e) {
      forwarder.abandon(EXPLANATION_MILLIS, channel);
      throw e;
    }
  }

  private OwnerMapping owners() throws IOException {
    IdMapper ids = transfer.workspace().ids();
    Identity identity = transfer.options().identity();
    boolean numeric =
        transfer.options().preserve().numericIds() || transfer.settings().numericIds();
    return new OwnerMapping(
            ids,
            transfer.isSuper(),
            numeric,
            transfer.parameters().idZeroNames(),
            rules("--usermap", identity.userMap(), ids::uid),
            rules("--groupmap", identity.groupMap(), ids::gid))
        .heardBy(OwnerTrace.mapping(transfer, reports));
  }

  private IdRules rules(String option, String text, ToIntFunction<byte[]> ids) throws IOException {
    return text.isEmpty()
        ? IdRules.NONE
        : new IdRulesReader(option, ids, reports::error).read(text);
  }

  private RequestedNames names(List<byte[]> requested) throws IOException {
    TransferOptions asked = transfer.options();
    boolean bounded = !transfer.isServer() && !requested.isEmpty() && !asked.awaitsNames(false);
    if (!bounded || asked.trustSender()) {
      return RequestedNames.ANY;
    }
    TransferOptions options = transfer.options();
    TransferOptions.Selection selection = options.selection();
    return options.hasFilesFrom()
        ? RequestedNames.ofList(
            options.filesFromLines(),
            selection.relative(),
            selection.recursive(),
            options.filters())
        : RequestedNames.of(
            requested, selection.relative(), selection.recursive(), options.filters());
  }

  private Destination destination(byte[] argument, FileList first) throws IOException {
    boolean listOnly = transfer.options().delivery().listOnly();
    if (transfer.traces(DebugFlag.RECV)) {
      Text text = new Text().add("get_local_name count=" + lists.total() + " ");
      reports.info(text.add(argument).bytes());
    }
    if (listOnly) {
      return new Destination(new EmptyTree(), TreePath.ROOT, HERE, new byte[0], false);
    }
    return new DestinationArgument(transfer, reports, argument).open(lists.total(), first);
  }

  private TransferResult converse(
      Receiver receiver,
      Destination destination,
      AlternateBases alternates,
      Places places,
      TokenReader tokens,
      FilterList rules)
      throws IOException {
    TransferOptions options = transfer.options();
    boolean linkTimes = destination.tree().features().contains(FileTree.Feature.SYMLINK_TIMES);
    TimeRules times = new TimeRules(options, linkTimes);
    Permissions permissions =
        Permissions.of(
            options,
            new NewFileBits(destination.tree(), transfer.workspace().umask()),
            transfer.workspace().umask(),
            transfer.settings().chmod());

    Reports ofReceiver = new Reports(transfer, "receiver", outbox);
    ReceiverTrace trace = new ReceiverTrace(transfer, ofReceiver, destination);
    FileReceiver storage =
        storage(
            ofReceiver, trace, destination, places, tokens, times, permissions, xattrRules(rules));

    reports = new Reports(transfer, "generator", out);
    FilterChain filters = new FilterChain(transfer, destination, rules, reports);
    OwnerTrace owners = new OwnerTrace(transfer, reports, destination.display());
    AttributeApplier attributes =
        new AttributeApplier(transfer, reports, times, xattrRules(rules), owners);
    Backups backups = new Backups(transfer, destination, places.backups(), reports);
    Workbench bench =
        new Workbench(
            transfer,
            destination,
            reports,
            new ItemWriter(transfer, out, new XattrRequests(transfer, destination, out), reports),
            times,
            permissions,
            attributes,
            new Itemizer(times, permissions, attributes),
            alternates,
            new Deletions(transfer, destination, filters, backups, reports, out),
            backups,
            places.partials(),
            places.temporary());
    Generator generator =
        new Generator(
            bench,
            new GeneratorTrace(
                transfer, reports, destination, lists.live(), receiver.hasAllLists()),
            lists,
            filters,
            out,
            outbox,
            requests,
            new KeepAlive(channel.connection(), transfer.settings().timeoutSeconds()));

    receiving = threads.make("receiver", () -> receive(receiver, storage, trace));
    receiving.start();
    try {
      generator.run();
      awaitReceiving(LAST_WORDS_MILLIS);
      if (transfer.isServer()) {
        channel.connection().shutdownOutput();
      }
      return result(receiver.serverStats());
    } catch (IOException e) {
      throw fail(e);
    } finally {
      endReceiving();
    }
  }

  private FileReceiver storage(
      Reports ofReceiver,
      ReceiverTrace trace,
      Destination destination,
      Places places,
      TokenReader tokens,
      TimeRules times,
      Permissions permissions,
      XattrRules xattrs) {
    OwnerTrace owners = new OwnerTrace(transfer, ofReceiver, destination.display());
    Placement placement =
        new Placement(
            transfer,
            destination,
            permissions,
            new AttributeApplier(transfer, ofReceiver, times, xattrs, owners),
            new AttributeApplier(transfer, ofReceiver, TimeRules.NEVER, xattrs, owners),
            new Backups(transfer, destination, places.backups(), ofReceiver),
            places.partials(),
            ofReceiver);
    Drafts drafts = new Drafts(transfer, destination, places.temporary(), ofReceiver);
    return new FileReceiver(
        transfer, in, tokens, destination, drafts, placement, ofReceiver, trace);
  }

  /** The receiver's thread; its failures become a note. */
  private void receive(Receiver receiver, FileReceiver storage, ReceiverTrace trace) {
    try {
      receiver.run(storage, trace);
    } catch (IOException e) {
      outbox.put(new Note.Broken(e));
      drain();
      return;
    } catch (RuntimeException | Error e) {
      outbox.put(new Note.Broken(e));
      return;
    }
    if (!transfer.isServer()) {
      drain();
    }
  }

  /** Takes what the peer still sends, so that it can always go on, up to the end. */
  private void drain() {
    try {
      while (in.readByteOrEnd() >= 0) {
        // What is read now means nothing; messages go their way meanwhile.
      }
    } catch (IOException e) {
      System.getLogger(ReceivingEnd.class.getName())
          .log(System.Logger.Level.DEBUG, "behind the end of the dialogue", e);
    }
  }

  /** Waits for the receiver's thread to end; it may still be alive afterwards. */
  private void awaitReceiving(long millis) throws InterruptedIOException {
    try {
      receiving.join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the receiver was ending");
    }
  }

  /** Ends the receiver's thread for good, so that what it uses can be closed. */
  private void endReceiving() throws IOException {
    boolean interrupted = Thread.interrupted();
    if (receiving.isAlive()) {
      channel.connection().close();
    }
    while (receiving.isAlive()) {
      try {
        receiving.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says the last words and gives the peer time for its own. */
  private RsyncException fail(IOException failure) {
    RsyncException known = Failures.of(causeOf(failure), reports.role());
    boolean waits = new Farewell(transfer, out, reports).say(known);
    if (waits && receiving == null) {
      receiving = threads.make("receiver", this::drain);
      receiving.start();
    }
    try {
      if (waits) {
        boolean answers = transfer.parameters().errorExitMessages();
        awaitReceiving(answers ? LAST_WORDS_MILLIS : EXPLANATION_MILLIS);
      }
    } catch (InterruptedIOException e) {
      Failures.alsoFailed(known, e);
    }
    return known;
  }

  /** The receiver's reason if it is the better one: a failed write says nothing about why. */
  private IOException causeOf(IOException failure) {
    if (failure instanceof ReceiverBroken broken) {
      return broken.reason();
    }
    boolean plain =
        !(failure instanceof RsyncException known) || known.exitCode() == ExitCode.SOCKET_IO;
    if (!plain || receiving == null || failure instanceof InterruptedIOException) {
      return failure;
    }
    try {
      awaitReceiving(EXPLANATION_MILLIS);
    } catch (InterruptedIOException e) {
      Failures.alsoFailed(failure, e);
    }
    for (Note note = outbox.poll(); note != null; note = outbox.poll()) {
      if (note instanceof Note.Broken broken && broken.cause() instanceof PeerExit exit) {
        return exit;
      }
    }
    return failure;
  }

  private TransferResult result(ServerStats stats) {
    if (!stats.arePresent()) {
      return transfer.result(out.bytesSent(), channel.in().count());
    }
    transfer.counters().listBuildMillis = stats.listBuildMillis();
    transfer.counters().listTransferMillis = stats.listSendMillis();
    return transfer.result(stats.bytesRead(), stats.bytesWritten());
  }
}
