// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * Watches a directory tree with inotify: one watch per directory.
 *
 * <p>One thread reads the queue and does nothing else than decode, keep the tree of watched
 * directories and report; listing is left to a second one ({@link DirectoryWatches}).
 */
public final class InotifySource implements EventSource, Rewatchable {
  private static final int IDLE_MILLIS = 5;

  private final WatchScope scope;
  private final Inotify inotify;
  private final DirectoryWatches.Calls places;
  private final NewFiles newFiles;
  private final LastNewName newName;
  private final UnlinkedNames unlinked;
  private final HalfMoves halfMoves = new HalfMoves();
  private final LostEvents lostEvents;
  private final AtomicBoolean closed = new AtomicBoolean();
  private EventSink sink;
  private DirectoryWatches watches;
  private Thread reader;

  /**
   * @throws StoreException if the kernel gives no event queue (instance limit)
   */
  public InotifySource(WatchScope scope) throws IOException {
    this(scope, UnaryOperator.identity());
  }

  /**
   * @param between may come between this and the kernel, for tests
   */
  InotifySource(WatchScope scope, UnaryOperator<DirectoryWatches.Calls> between)
      throws IOException {
    this.scope = scope;
    this.inotify = Inotify.open();
    this.places = between.apply(new InotifyPlaces(scope.root(), inotify));
    this.newFiles = new NewFiles(scope);
    this.newName = new LastNewName(newFiles);
    this.unlinked = new UnlinkedNames(newFiles);
    this.lostEvents = new LostEvents(scope);
  }

  @Override
  public SourceKind kind() {
    return SourceKind.INOTIFY;
  }

  @Override
  public void start(EventSink eventSink) throws IOException {
    sink = eventSink;
    watches = new DirectoryWatches(scope, places, sink, "rivulet-inotify-list");
    watches.start();
    reader = Threads.start("rivulet-inotify", this::readEvents, sink::rootLost);
  }

  @Override
  public boolean isCaughtUp() throws IOException {
    return inotify.isDrained() && watches.jobs().isIdle();
  }

  @Override
  public int watchedDirectories() {
    return watches == null ? 0 : watches.size();
  }

  @Override
  public List<Watch> watches() {
    return watches == null ? List.of() : WatchList.of(watches);
  }

  @Override
  public boolean watchAgain(TreePath directory) {
    return watches.watchAgain(directory);
  }

  @Override
  public boolean isLimited() {
    return watches != null && watches.isLimited();
  }

  @Override
  public void close() throws IOException {
    if (closed.getAndSet(true)) {
      return;
    }
    inotify.wake();
    Threads.join(reader);
    if (watches != null) {
      watches.close();
    }
    newFiles.close();
    inotify.close();
  }

  // ---------------------------------------------------------------- reading events

  private void readEvents() {
    while (!closed.get()) {
      try {
        if (!inotify.awaitReadable(0)) {
          lostEvents.nothingWaits();
          newFiles.rest();
          awaitOtherHalves();
        }
        inotify.read(this::handle);
        newName.settle(sink);
        halfMoves.takeOverdue().forEach(this::movedOut);
      } catch (IOException e) {
        if (!closed.get()) {
          sink.unwatched(TreePath.ROOT, "reading events: " + e);
        }
        return;
      }
    }
  }

  /** The second half of a move may be on its way; the first one alone is a removal. */
  private void awaitOtherHalves() throws StoreException {
    while (!halfMoves.isEmpty() && !inotify.awaitReadable(IDLE_MILLIS)) {
      halfMoves.takeOverdue().forEach(this::movedOut);
    }
  }

  private void handle(InotifyEvent event) {
    newName.before(event, sink);
    if (event.has(InotifyEvent.QUEUE_OVERFLOW)) {
      sink.overflowed();
      lostEvents.search(watches.jobs(), sink, watches::takesOver);
      return;
    }
    watches.lock().lock();
    try {
      if (event.has(InotifyEvent.IGNORED)) {
        watches.forget(event.descriptor());
        return;
      }
      boolean first = true;
      for (WatchedDirectory directory : watches.places(event.descriptor())) {
        handle(directory, event, first);
        first = false;
      }
    } finally {
      watches.lock().unlock();
    }
  }

  /**
   * @param pairs whether halves of a move may be joined here; not at further places
   */
  private void handle(WatchedDirectory directory, InotifyEvent event, boolean pairs) {
    if (event.name().length == 0) {
      handleSelf(directory, event);
    } else if (directory.isAttached()) {
      TreePath path = directory.path().child(event.name());
      if (event.has(InotifyEvent.MOVED_FROM)) {
        handleMovedFrom(directory, event, path, pairs);
      } else if (event.has(InotifyEvent.MOVED_TO)) {
        handleMovedTo(directory, event, path, pairs);
      } else if (event.isDirectory()) {
        handleSubdirectory(directory, event, path);
      } else {
        handleFile(event, path);
      }
    }
  }

  private void handleSelf(WatchedDirectory directory, InotifyEvent event) {
    boolean lost =
        event.has(InotifyEvent.DELETE_SELF | InotifyEvent.MOVE_SELF | InotifyEvent.UNMOUNT);
    if (directory.isRoot()) {
      if (lost) {
        sink.rootLost();
      } else if (event.has(InotifyEvent.ATTRIB)) {
        sink.attributesChanged(TreePath.ROOT);
      }
    } else if (event.has(InotifyEvent.UNMOUNT) && directory.isAttached()) {
      sink.namesChanged(directory.path());
    }
  }

  private void handleFile(InotifyEvent event, TreePath path) {
    if (event.has(InotifyEvent.CREATE)) {
      newName.put(event, path, sink);
    } else if (event.has(InotifyEvent.DELETE)) {
      unlinked.add(path);
      sink.removed(path);
    } else if (NamelessFile.isMeant(event.name()) && !newFiles.isThere(path)) {
      newFiles.nameOf(NamelessFile.inode(event.name())).ifPresent(name -> report(event, name));
    } else if (!unlinked.haveLost(path)) {
      report(event, path);
    }
  }

  private void report(InotifyEvent event, TreePath path) {
    if (event.has(InotifyEvent.CLOSE_WRITE)) {
      sink.changed(path);
    } else if (event.has(InotifyEvent.MODIFY)) {
      sink.written(path);
    } else if (event.has(InotifyEvent.ATTRIB)) {
      sink.attributesChanged(path);
    }
  }

  private void handleSubdirectory(WatchedDirectory parent, InotifyEvent event, TreePath path) {
    if (event.has(InotifyEvent.CREATE)) {
      watches.appeared(parent, event.name(), sink::directoryCreated);
    } else if (scope.excluded().test(path)) {
      return;
    } else if (event.has(InotifyEvent.DELETE)) {
      watches.takeOut(parent, event.name());
      sink.removed(path);
    } else if (event.has(InotifyEvent.ATTRIB)) {
      sink.attributesChanged(path);
    }
  }

  // ---------------------------------------------------------------- moves

  private void handleMovedFrom(
      WatchedDirectory parent, InotifyEvent event, TreePath path, boolean pairs) {
    boolean reported = !event.isDirectory() || !scope.excluded().test(path);
    WatchedDirectory node = event.isDirectory() ? watches.takeOut(parent, event.name()) : null;
    HalfMove half = new HalfMove(path, event.isDirectory(), node, reported);
    if (pairs) {
      halfMoves.put(event.cookie(), half);
    } else {
      movedOut(half);
    }
  }

  private void handleMovedTo(
      WatchedDirectory parent, InotifyEvent event, TreePath path, boolean pairs) {
    HalfMove from = pairs ? halfMoves.take(event.cookie()) : null;
    if (event.isDirectory() && scope.excluded().test(path)) {
      if (from != null) {
        movedOut(from);
      }
      return;
    }
    boolean watched = from != null && from.node() != null;
    if (watched) {
      watches.moved(from.path(), from.node(), parent, event.name());
    }
    if (event.isDirectory() && !watched) {
      if (from != null && from.reported()) {
        sink.movedFrom(from.path(), true);
      }
      watches.appeared(parent, event.name(), to -> sink.movedTo(to, true));
      if (from != null) {
        watches.lookAgain(from.path());
      }
    } else if (from != null && from.reported()) {
      sink.moved(from.path(), path, event.isDirectory());
    } else {
      sink.movedTo(path, event.isDirectory());
    }
  }

  /**
   * The tree has lost something to a place that is not watched; unless a listing has found it in
   * the tree meanwhile.
   */
  private void movedOut(HalfMove half) {
    if (half.reported()) {
      sink.movedFrom(half.path(), half.directory());
    }
    if (half.directory()) {
      watches.lookAgain(half.path());
    }
    if (half.node() != null) {
      watches.lock().lock();
      try {
        if (!half.node().isAttached()) {
          watches.drop(half.node());
        }
      } finally {
        watches.lock().unlock();
      }
    }
  }
}
