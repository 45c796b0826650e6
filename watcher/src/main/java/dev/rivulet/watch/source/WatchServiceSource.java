// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;

/**
 * Watches a directory tree with the {@link WatchService} of the JDK, which tells neither of the
 * closing of a file nor of moves, and drops events early: a file counts as complete when it has
 * stood still, and what dropped events were about is searched for.
 */
public final class WatchServiceSource implements EventSource, Rewatchable {
  private final WatchScope scope;
  private final WatchService service;
  private final WatchServicePlaces places;
  private final UnsettledFiles unsettled;
  private final LostEvents lostEvents;
  private EventSink sink;
  private DirectoryWatches watches;
  private Thread reader;

  /**
   * @throws IOException if the system gives no event queue
   */
  public WatchServiceSource(WatchScope scope) throws IOException {
    this.scope = scope;
    this.unsettled = new UnsettledFiles(scope.quiet());
    this.lostEvents = new LostEvents(scope);
    this.service = FileSystems.getDefault().newWatchService();
    this.places = new WatchServicePlaces(scope.root(), service);
  }

  @Override
  public SourceKind kind() {
    return SourceKind.WATCHSERVICE;
  }

  @Override
  public void start(EventSink eventSink) throws IOException {
    sink = eventSink;
    watches = new DirectoryWatches(scope, places, sink, "rivulet-watchservice-list");
    watches.start();
    reader = Threads.start("rivulet-watchservice", this::readEvents, sink::rootLost);
  }

  @Override
  public int watchedDirectories() {
    return watches == null ? 0 : watches.size();
  }

  @Override
  public boolean watchAgain(TreePath directory) {
    return watches.watchAgain(directory);
  }

  @Override
  public boolean isLimited() {
    return watches != null && watches.isLimited();
  }

  /** What waits inside the JDK is not known. */
  @Override
  public boolean isCaughtUp() {
    return true;
  }

  @Override
  public void close() throws IOException {
    service.close();
    Threads.join(reader);
    if (watches != null) {
      watches.close();
    }
  }

  private void readEvents() {
    try {
      while (true) {
        WatchKey key = unsettled.isEmpty() ? service.take() : pollOrSettle();
        if (key != null) {
          handle(key);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ClosedWatchServiceException end) {
      // The source was closed.
    }
  }

  /** Null if files may have come to rest before the next event. */
  private WatchKey pollOrSettle() throws InterruptedException {
    long wait = Math.max(1, scope.quiet().toMillis() / 2);
    WatchKey key = service.poll(wait, TimeUnit.MILLISECONDS);
    lookAt(tree -> unsettled.report(tree, sink, System.currentTimeMillis()));
    return key;
  }

  private void lookAt(TreeJobs.Job job) {
    try (Workspace workspace = scope.files().open();
        FileTree tree = workspace.open(scope.root())) {
      job.run(tree);
    } catch (IOException rootIsGone) {
      sink.rootLost();
    }
  }

  private void handle(WatchKey key) {
    watches.lock().lock();
    try {
      int number = places.numberOf(key);
      Path directory = (Path) key.watchable();
      for (WatchEvent<?> event : key.pollEvents()) {
        if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
          sink.overflowed();
          lostEvents.search(watches.jobs(), sink, watches::takesOver);
        } else {
          byte[] name = WatchServicePlaces.bytes(directory, (Path) event.context());
          for (WatchedDirectory place : watches.places(number)) {
            handle(place, name, event.kind());
          }
        }
      }
      if (!key.reset()) {
        forget(number);
      }
    } finally {
      watches.lock().unlock();
    }
  }

  private void forget(int number) {
    boolean root = watches.places(number).stream().anyMatch(WatchedDirectory::isRoot);
    watches.forget(number);
    places.unwatch(number);
    if (root) {
      sink.rootLost();
    }
  }

  private void handle(WatchedDirectory directory, byte[] name, WatchEvent.Kind<?> kind) {
    if (!directory.isAttached()) {
      return;
    }
    TreePath path = directory.path().child(name);
    if (kind == StandardWatchEventKinds.ENTRY_DELETE) {
      handleGone(directory, name, path);
    }
    lookAt(tree -> handleSeen(directory, name, path, tree, kind));
  }

  /**
   * What had this name has it no more. Something else may have it by now: of two directories that
   * change places this is told after the new one was, so what is there is looked at once more.
   */
  private void handleGone(WatchedDirectory directory, byte[] name, TreePath path) {
    WatchedDirectory gone = watches.takeOut(directory, name);
    if (gone != null) {
      watches.drop(gone);
    }
    if (gone != null || !scope.excluded().test(path)) {
      sink.removed(path);
    }
  }

  private void handleSeen(
      WatchedDirectory directory,
      byte[] name,
      TreePath path,
      FileTree tree,
      WatchEvent.Kind<?> kind)
      throws IOException {
    boolean appeared = kind != StandardWatchEventKinds.ENTRY_MODIFY;
    FileAttributes seen = seen(tree, path);
    if (kind == StandardWatchEventKinds.ENTRY_DELETE && seen.isMissing()) {
      return;
    }
    if (seen.isMissing() && NamelessFile.isMeant(name)) {
      NamelessFile.report(tree, directory.path(), name, sink);
    } else if (seen.isDirectory()) {
      if (appeared) {
        watches.appeared(directory, name, sink::directoryCreated);
      } else if (!scope.excluded().test(path)) {
        sink.attributesChanged(path);
      }
    } else if (appeared && (!seen.isRegular() || seen.links() > 1)) {
      sink.appeared(path);
    } else {
      unsettled.add(path, seen, System.currentTimeMillis());
      if (appeared) {
        sink.created(path);
      } else {
        sink.written(path);
      }
    }
  }

  private static FileAttributes seen(FileTree tree, TreePath path) throws IOException {
    try {
      return tree.statOrMissing(path);
    } catch (StoreException unreadable) {
      return FileAttributes.MISSING;
    }
  }
}
