// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.engine;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.filter.FilterList.Side;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.watch.Backlog;
import dev.rivulet.watch.EventFilter;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.MirrorDetails;
import dev.rivulet.watch.MirrorSettings;
import dev.rivulet.watch.MirrorStatus;
import dev.rivulet.watch.Pace;
import dev.rivulet.watch.PathReport;
import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.WatchListener;
import dev.rivulet.watch.journal.JournalThread;
import dev.rivulet.watch.journal.Pair;
import dev.rivulet.watch.journal.PairState;
import dev.rivulet.watch.mark.MarkSet;
import dev.rivulet.watch.mark.MarkTiming;
import dev.rivulet.watch.mark.PublishedNames;
import dev.rivulet.watch.origin.SourceGuard;
import dev.rivulet.watch.origin.SourceSide;
import dev.rivulet.watch.origin.TransferTurns;
import dev.rivulet.watch.origin.WatchSource;
import dev.rivulet.watch.send.TargetWorker;
import dev.rivulet.watch.source.EventSink;
import dev.rivulet.watch.source.EventSource;
import dev.rivulet.watch.source.EventsAndPolling;
import dev.rivulet.watch.source.LinkFollowing;
import dev.rivulet.watch.source.WatchScope;
import dev.rivulet.watch.transfer.Target;
import dev.rivulet.watch.transfer.TargetStatistics;
import dev.rivulet.watch.verify.Verifications;
import dev.rivulet.watch.verify.Verifier;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One watched source: where its events come from, what is marked because of them, and who takes the
 * marks of each target.
 */
final class WatchedTree implements JournalThread.Source, Verifier.Hearing, Closeable {
  /** From one look at the event queue to the next, while its reader is behind. */
  private static final long CATCH_UP_MILLIS = 2;

  private final SourceSide side;
  private final WatchSource source;
  private final List<MarkSet> marks = new ArrayList<>();
  private final EventMarks eventMarks;
  private final EventSource events;
  private final List<PairState> pairs = new ArrayList<>();
  private volatile Verifications verifications;
  private volatile List<TargetWorker> workers = List.of();

  private WatchedTree(SourceSide side) throws IOException {
    this.side = side;
    this.source = side.source();
    Pace pace = side.settings().pace();
    PublishedNames published = new PublishedNames(side.settings().publish(), source.directory());
    for (int i = 0; i < side.mirror().targets().size(); i++) {
      marks.add(new MarkSet(MarkSet.DEFAULT_LIMIT, MarkTiming.of(pace), published));
    }
    this.eventMarks = new EventMarks(side, marks);
    WatchScope scope =
        WatchScope.of(source.root(), side.files())
            .excluding(this::isExcluded)
            .polledEvery(side.settings().pollEvery())
            .onOneFileSystem(side.mirror().options().selection().oneFileSystem() > 0);
    this.events =
        new EventsAndPolling(
            side.settings().eventSource().open(scope),
            scope,
            side.settings().polled(),
            LinkFollowing.of(side.mirror().options()));
    if (published.areAny() && !events.kind().knowsItsQueue()) {
      events.close();
      throw new RsyncException(
          ExitCode.SYNTAX,
          source + ": changes are polled here, so nothing tells their order, which publish needs");
    }
  }

  static WatchedTree open(
      Mirror mirror, LocalFiles files, WatchListener listener, TransferTurns turns)
      throws IOException {
    WatchSource source = requireSource(mirror, files);
    SourceGuard guard = new SourceGuard(source);
    return new WatchedTree(
        new SourceSide(mirror, source, files, guard, listener, turns, System::nanoTime));
  }

  /** The source of a mirror, which must be a directory at this moment. */
  static WatchSource requireSource(Mirror mirror, LocalFiles files) throws IOException {
    WatchSource source = WatchSource.of(mirror.source(), mirror.options().selection().relative());
    try (Workspace workspace = files.open()) {
      FileAttributes found = workspace.stat(source.root(), true);
      if (!found.isDirectory()) {
        String what = found.isMissing() ? "does not exist" : "is not a directory";
        throw new RsyncException(
            ExitCode.FILE_SELECT, "the source directory " + source + " " + what);
      }
      if (!isReachedWithoutLinks(workspace, source)) {
        throw new RsyncException(
            ExitCode.FILE_SELECT,
            "--watch needs the source directory itself: "
                + source
                + " is, or leads through, a symbolic link that would be sent: "
                + "name the directory that it leads to");
      }
    }
    return source;
  }

  /** Whether each name that is sent of the source's own path is a directory. */
  private static boolean isReachedWithoutLinks(Workspace workspace, WatchSource source)
      throws IOException {
    try (FileTree base = workspace.open(source.base())) {
      return base.stat(source.directory()).isDirectory();
    } catch (StoreException e) {
      if (e.errno() == Errno.ELOOP || e.errno() == Errno.ENOTDIR) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Keeps the marks of every target in a directory, beginning with those of an earlier run.
   *
   * @throws RsyncException if another program mirrors this source to one of the targets
   */
  void keepStateIn(Path directory) throws IOException {
    String root = Path.of(new String(source.root())).toAbsolutePath().normalize().toString();
    for (int i = 0; i < marks.size(); i++) {
      String target = Target.nameOf(side.mirror().targets().get(i));
      pairs.add(
          PairState.open(directory, new Pair(root, target, side.options()), side, marks.get(i)));
    }
  }

  @Override
  public List<PairState> pairs() {
    return pairs;
  }

  @Override
  public boolean hearsEverything() {
    try {
      return isSure() && side.guard().state() == SourceGuard.State.PRESENT && events.isCaughtUp();
    } catch (IOException e) {
      return false;
    }
  }

  void start() throws IOException {
    MirrorSettings settings = side.settings();
    EventSink chosen = new ChosenEvents(settings.events(), settings.pace().mode(), eventMarks);
    EventFilter filter = settings.eventFilter();
    EventSink filtered = filter == EventFilter.NONE ? chosen : new FilteredEvents(filter, chosen);
    events.start(
        settings.twoWay() ? new TwoWayEvents(path -> isExcluded(path, false), filtered) : filtered);
  }

  int watchedDirectories() {
    return events.watchedDirectories();
  }

  WatchEvent.Watching watching() {
    return new WatchEvent.Watching(source.toString(), events.kind(), watchedDirectories());
  }

  /** The name of the mirror. */
  String name() {
    return side.mirror().name();
  }

  /** Those that {@link #workers(TransferListener)} has made. */
  List<TargetWorker> workers() {
    return workers;
  }

  /** Verifies the targets of {@link #workers()}. */
  Verifications verifications() {
    return verifications;
  }

  /** A picture of this moment. */
  MirrorStatus status() {
    return new MirrorStatus(
        name(),
        source.toString(),
        events.kind(),
        watchedDirectories(),
        eventMarks.overflows(),
        events.polled().stream().map(TreePath::toString).sorted().toList(),
        workers.stream().map(TargetWorker::status).toList());
  }

  /**
   * What a {@link #status} leaves out.
   *
   * @param most paths of each target that are looked at
   */
  MirrorDetails details(int most) throws IOException {
    PendingPaths pending = new PendingPaths(side);
    List<Backlog> backlogs = new ArrayList<>();
    for (TargetWorker worker : workers) {
      backlogs.add(pending.of(worker, most));
    }
    return new MirrorDetails(events.watches(), backlogs);
  }

  /** What is known about a path, for every target; nothing if it is not in the source. */
  List<PathReport> why(byte[] path) throws IOException {
    return new PathInquiry(side, workers, events.polled(), Clock.systemUTC()).about(path);
  }

  /**
   * Waits until there is a mark for every change that was made before the call. What is polled is
   * marked as a whole.
   *
   * @return whether that was so in time
   */
  boolean awaitCaughtUp(long deadlineNanos) throws IOException, InterruptedException {
    events.polled().forEach(eventMarks::treeChanged);
    if (!events.kind().knowsItsQueue()) {
      eventMarks.treeChanged(TreePath.ROOT);
    }
    return awaitHeard(deadlineNanos);
  }

  @Override
  public boolean isSure() {
    return events.kind().knowsItsQueue() && events.polled().isEmpty();
  }

  @Override
  public boolean awaitHeard(long deadlineNanos) throws IOException, InterruptedException {
    while (!events.isCaughtUp()) {
      if (deadlineNanos - side.now() <= 0) {
        return false;
      }
      Thread.sleep(CATCH_UP_MILLIS);
    }
    return true;
  }

  /**
   * One worker for each target.
   *
   * @param first hears the events of the first, complete transfers
   */
  List<TargetWorker> workers(TransferListener first) {
    List<TargetWorker> made = new ArrayList<>();
    List<Verifier> verifiers = new ArrayList<>();
    for (int i = 0; i < marks.size(); i++) {
      Mirror mirror = side.mirror();
      MarkSet set = marks.get(i);
      Target target = new Target(mirror.targets().get(i), mirror, side.clock());
      TargetStatistics statistics =
          new TargetStatistics(target.name(), set, side.clock(), Clock.systemUTC());
      Optional<PairState> pair = pairs.isEmpty() ? Optional.empty() : Optional.of(pairs.get(i));
      TargetWorker worker =
          new TargetWorker(side, set, target, statistics, this::hearsEverything, pair, first);
      made.add(worker);
      verifiers.add(new Verifier(side, worker, target.another(), this, Clock.systemUTC()));
    }
    verifications = new Verifications(name(), side.settings(), verifiers);
    workers = List.copyOf(made);
    return workers;
  }

  /**
   * Takes the source for what it is now, if it is not what it was, and has it compared.
   *
   * @return whether there was anything to accept
   */
  boolean acceptSource() {
    boolean accepted = side.guard().accept();
    if (accepted) {
      workers.forEach(TargetWorker::compareAll);
    }
    return accepted;
  }

  /** Directories the user's rules leave out need no watch. */
  private boolean isExcluded(TreePath directory) {
    return isExcluded(directory, true);
  }

  private boolean isExcluded(TreePath path, boolean isDirectory) {
    return side.options()
        .filters()
        .excludes(source.directory().resolve(path).bytes(), isDirectory, Side.SENDER);
  }

  @Override
  public void close() throws IOException {
    try {
      events.close();
    } finally {
      side.guard().close();
    }
  }

  void closeAfter(Exception failure) {
    try {
      close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
