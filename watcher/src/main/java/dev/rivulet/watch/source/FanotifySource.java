// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.EventCalls;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Watches a directory tree with fanotify: one mark for each file system it lies on, whatever the
 * number of directories, and no race with new ones. Needs the privileges of root and a kernel from
 * 5.9.
 *
 * <p>Events of the whole file system arrive; those elsewhere are dropped, after one look for each
 * directory. One thread reads.
 */
public final class FanotifySource implements EventSource {
  /** What leaves nothing more to be waited for. */
  private static final long COMPLETE =
      FanotifyEvent.CLOSE_WRITE
          | FanotifyEvent.MOVED_TO
          | FanotifyEvent.MOVED_FROM
          | FanotifyEvent.DELETE;

  private final WatchScope scope;
  private final EventQueue queue;
  private final WatchedMounts mounts;
  private final AtomicBoolean closed = new AtomicBoolean();
  private EventSink sink;
  private int marked;
  private Workspace workspace;
  private FileTree tree;
  private Thread reader;

  /**
   * @throws StoreException with EPERM without the privilege, EINVAL with an older kernel
   */
  public FanotifySource(WatchScope scope) throws IOException {
    this.scope = scope;
    this.mounts = new WatchedMounts(scope);
    this.queue = new EventQueue(EventCalls.fanotifyInit());
  }

  @Override
  public SourceKind kind() {
    return SourceKind.FANOTIFY;
  }

  @Override
  public void start(EventSink eventSink) throws IOException {
    sink = eventSink;
    for (byte[] place : mounts.places()) {
      mark(place);
    }
    reader = new Thread(this::readEvents, "rivulet-fanotify");
    reader.setDaemon(true);
    reader.start();
  }

  /** The root must be watched; a mount below it that cannot be is compared instead. */
  private void mark(byte[] place) throws StoreException {
    try {
      EventCalls.fanotifyMarkFileSystem(queue.handle(), place, FanotifyEvent.CHANGES);
      marked++;
    } catch (StoreException e) {
      TreePath path = mounts.inTree(place);
      if (path.isRoot()) {
        throw e;
      }
      sink.unwatched(path, e.getMessage());
    }
  }

  /** File systems, for each of them is watched as a whole. */
  @Override
  public boolean isCaughtUp() throws IOException {
    return queue.isDrained();
  }

  @Override
  public int watchedDirectories() {
    return marked;
  }

  @Override
  public void close() throws IOException {
    if (closed.getAndSet(true)) {
      return;
    }
    queue.wake();
    Threads.join(reader);
    letGo();
    queue.close();
  }

  private void readEvents() {
    while (!closed.get()) {
      try {
        if (!queue.awaitReadable(0)) {
          letGo();
        }
        FanotifyEvent.decode(queue.read(), this::handleOrDoubt);
      } catch (IOException e) {
        if (!closed.get()) {
          sink.overflowed();
          sink.unwatched(TreePath.ROOT, String.valueOf(e.getMessage()));
        }
        return;
      }
    }
  }

  private void letGo() throws IOException {
    mounts.close();
    if (tree != null) {
      FileTree opened = tree;
      tree = null;
      opened.close();
      workspace.close();
    }
  }

  /** An event that cannot be understood puts everything in doubt. */
  private void handleOrDoubt(FanotifyEvent event) {
    try {
      handle(event);
    } catch (StoreException e) {
      System.getLogger(FanotifySource.class.getName())
          .log(System.Logger.Level.WARNING, "an event of an unknown place", e);
      sink.overflowed();
    }
  }

  private void handle(FanotifyEvent event) throws StoreException {
    if (event.has(FanotifyEvent.QUEUE_OVERFLOW)) {
      sink.overflowed();
      return;
    }
    boolean renamed = event.has(FanotifyEvent.MOVED_FROM | FanotifyEvent.MOVED_TO);
    if (renamed && event.isDirectory()) {
      mounts.forget();
    }
    for (TreePath directory : mounts.paths(event.directory())) {
      if (event.isSelf()) {
        handleSelf(directory, event);
      } else if (event.isDirectory()) {
        handleSubdirectory(directory.child(event.name()), event);
      } else {
        handleFile(directory.child(event.name()), event);
      }
    }
    boolean lost = event.has(FanotifyEvent.DELETE_SELF | FanotifyEvent.MOVE_SELF);
    if (lost && event.isSelf() && event.isDirectory() && !isRootThere()) {
      sink.rootLost();
    }
  }

  private boolean isRootThere() {
    try (Workspace place = scope.files().open()) {
      return place.stat(scope.root(), true).isDirectory();
    } catch (IOException e) {
      return false;
    }
  }

  private void handleSelf(TreePath directory, FanotifyEvent event) {
    if (event.has(FanotifyEvent.ATTRIB)) {
      sink.attributesChanged(directory);
    }
  }

  private void handleSubdirectory(TreePath path, FanotifyEvent event) {
    if (scope.leavesOut(path)) {
      return;
    }
    if (event.has(FanotifyEvent.CREATE)) {
      sink.directoryCreated(path);
    }
    if (event.has(FanotifyEvent.MOVED_FROM)) {
      sink.movedFrom(path, true);
    }
    if (event.has(FanotifyEvent.DELETE)) {
      sink.removed(path);
    }
    if (event.has(FanotifyEvent.MOVED_TO)) {
      sink.movedTo(path, true);
    }
  }

  /** What happened to one name may come as one event: complete counts more than begun. */
  private void handleFile(TreePath path, FanotifyEvent event) {
    if (event.has(FanotifyEvent.MOVED_FROM)) {
      sink.movedFrom(path, false);
    }
    if (event.has(FanotifyEvent.DELETE)) {
      sink.removed(path);
    }
    if (event.has(FanotifyEvent.MOVED_TO)) {
      sink.movedTo(path, false);
    }
    if (event.has(FanotifyEvent.CLOSE_WRITE)) {
      sink.changed(path);
    }
    if (event.has(COMPLETE)) {
      return;
    }
    if (event.has(FanotifyEvent.CREATE)) {
      handleNewFile(path);
    }
    if (event.has(FanotifyEvent.MODIFY)) {
      sink.written(path);
    } else if (event.has(FanotifyEvent.ATTRIB)) {
      sink.attributesChanged(path);
    }
  }

  /** Links, devices and additional names of a file are complete at once and get no close event. */
  private void handleNewFile(TreePath path) {
    try {
      FileAttributes found = tree().statOrMissing(path);
      if (found.isMissing() || (found.isRegular() && found.links() == 1)) {
        sink.created(path);
        return;
      }
    } catch (IOException unknown) {
      // Not to be looked at now; the batch builder will look again.
    }
    sink.appeared(path);
  }

  private FileTree tree() throws IOException {
    if (tree == null) {
      workspace = scope.files().open();
      tree = workspace.open(scope.root());
    }
    return tree;
  }

  /** Whether the reason for a failure is that this process or kernel may not watch this way. */
  public static boolean isUnavailable(StoreException failure) {
    return failure.errno() == Errno.EPERM
        || failure.errno() == Errno.EINVAL
        || failure.errno() == Errno.ENOSYS;
  }
}
