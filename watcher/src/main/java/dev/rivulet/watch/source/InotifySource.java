// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Watches a directory tree with inotify: one watch per directory, set before the directory is
 * listed, so that nothing made in between is missed.
 *
 * <p>One thread reads the queue and does nothing else than decode, keep the tree of watched
 * directories and report; a second one, started after an overflow, looks for directories that got
 * no watch. The tree of directories is guarded by one lock.
 */
public final class InotifySource implements EventSource {
  /** How long the second half of a move may take before the first counts as a removal. */
  private static final int MOVE_GRACE_MILLIS = 20;

  private final WatchScope scope;
  private final Inotify inotify;
  private final DirectoryTree directories = new DirectoryTree();
  private final Map<Integer, MovedDirectory> movedAway = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private MovedFile movedFile;
  private EventSink sink;
  private Workspace workspace;
  private FileTree tree;
  private Thread reader;
  private volatile Thread rescuer;
  private boolean rescueWanted;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** The first half of the move of a file. */
  private record MovedFile(TreePath path, int cookie) {}

  /** A directory whose new place is not known yet. */
  private record MovedDirectory(WatchedDirectory directory, TreePath from) {}

  /**
   * @throws StoreException if the kernel gives no event queue (instance limit)
   */
  public InotifySource(WatchScope scope) throws IOException {
    this.scope = scope;
    this.inotify = Inotify.open();
  }

  @Override
  public SourceKind kind() {
    return SourceKind.INOTIFY;
  }

  @Override
  public void start(EventSink eventSink) throws IOException {
    sink = eventSink;
    lock.lock();
    try {
      WatchedDirectory top = directories.addRoot(watch(TreePath.ROOT));
      watchBelow(top, TreePath.ROOT);
    } finally {
      lock.unlock();
    }
    reader = new Thread(this::readEvents, "rivulet-inotify");
    reader.setDaemon(true);
    reader.start();
  }

  @Override
  public boolean isCaughtUp() throws IOException {
    return inotify.isDrained();
  }

  @Override
  public int watchedDirectories() {
    lock.lock();
    try {
      return directories.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    if (closed.getAndSet(true)) {
      return;
    }
    inotify.wake();
    Threads.join(reader);
    Threads.join(rescuer);
    closeTree();
    inotify.close();
  }

  // ---------------------------------------------------------------- setting watches

  /** Watches every directory below one that is watched already. Called with the lock held. */
  private void watchBelow(WatchedDirectory top, TreePath topPath) {
    Deque<WatchedDirectory> open = new ArrayDeque<>();
    Deque<TreePath> paths = new ArrayDeque<>();
    open.push(top);
    paths.push(topPath);
    while (!open.isEmpty()) {
      WatchedDirectory directory = open.pop();
      TreePath path = paths.pop();
      for (byte[] name : subdirectories(path)) {
        TreePath childPath = path.child(name);
        WatchedDirectory child = watchChild(directory, name, childPath);
        if (child != null) {
          open.push(child);
          paths.push(childPath);
        }
      }
    }
  }

  /** Watches one directory; null if it is excluded, gone, or cannot be watched. */
  private WatchedDirectory watchChild(WatchedDirectory parent, byte[] name, TreePath path) {
    if (scope.excluded().test(path)) {
      return null;
    }
    try {
      int descriptor = watch(path);
      WatchedDirectory known = directories.get(descriptor);
      if (known != null && known != directories.root() && known.isAttached()) {
        TreePath oldPlace = known.path();
        if (!oldPlace.equals(path)) {
          sink.namesChanged(oldPlace.parent());
          sink.namesChanged(path.parent());
        }
      }
      return directories.add(parent, name, descriptor);
    } catch (StoreException e) {
      if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENOTDIR && e.errno() != Errno.ELOOP) {
        sink.unwatched(path, e.getMessage());
      }
      return null;
    }
  }

  /** The root is what the user typed and may be a symbolic link; nothing below it may. */
  private int watch(TreePath path) throws StoreException {
    byte[] root = scope.root();
    if (path.isRoot()) {
      return inotify.watch(root, InotifyEvent.CHANGES & ~InotifyEvent.DONT_FOLLOW);
    }
    byte[] below = path.bytes();
    byte[] joined = Arrays.copyOf(root, root.length + 1 + below.length);
    joined[root.length] = '/';
    System.arraycopy(below, 0, joined, root.length + 1, below.length);
    return inotify.watch(joined, InotifyEvent.CHANGES);
  }

  private List<byte[]> subdirectories(TreePath directory) {
    List<byte[]> names = new ArrayList<>();
    try {
      tree()
          .scan(
              directory,
              new EntryVisitor() {
                @Override
                public void entry(byte[] name, FileAttributes attributes) {
                  if (attributes.isDirectory()) {
                    names.add(name);
                  }
                }

                @Override
                public void failed(byte[] name, StoreException reason) {
                  // Gone or unreadable: its own event, or the next listing, tells.
                }
              });
    } catch (StoreException e) {
      if (!e.isMissing() && e.errno() != Errno.ENOTDIR) {
        sink.unwatched(directory, e.getMessage());
      }
    } catch (IOException e) {
      sink.unwatched(directory, String.valueOf(e.getMessage()));
    }
    return names;
  }

  /** The watched directory, opened when first needed. Called with the lock held. */
  private FileTree tree() throws IOException {
    if (tree == null) {
      workspace = scope.files().open();
      tree = workspace.open(scope.root());
    }
    return tree;
  }

  private void closeTree() throws IOException {
    lock.lock();
    try {
      if (tree != null) {
        FileTree opened = tree;
        tree = null;
        opened.close();
        workspace.close();
      }
    } finally {
      lock.unlock();
    }
  }

  // ---------------------------------------------------------------- reading events

  private void readEvents() {
    while (!closed.get()) {
      try {
        if (!movedAway.isEmpty() && !inotify.awaitReadable(MOVE_GRACE_MILLIS)) {
          forgetMovedAway();
          continue;
        }
        if (!inotify.awaitReadable(0)) {
          closeTree();
        }
        inotify.read(this::handle);
      } catch (IOException e) {
        if (!closed.get()) {
          sink.overflowed();
          sink.unwatched(TreePath.ROOT, String.valueOf(e.getMessage()));
        }
        return;
      }
    }
  }

  private void handle(InotifyEvent event) {
    if (event.has(InotifyEvent.QUEUE_OVERFLOW)) {
      sink.overflowed();
      watchForgottenDirectories();
      return;
    }
    lock.lock();
    try {
      WatchedDirectory directory = directories.get(event.descriptor());
      if (directory == null) {
        return;
      }
      if (event.has(InotifyEvent.IGNORED)) {
        directories.forget(event.descriptor());
      } else if (event.name().length == 0) {
        handleSelf(directory, event);
      } else if (directory.isAttached()) {
        handleEntry(directory, event);
      }
    } finally {
      lock.unlock();
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

  private void handleEntry(WatchedDirectory directory, InotifyEvent event) {
    TreePath path = directory.path().child(event.name());
    if (event.isDirectory()) {
      handleSubdirectory(directory, event, path);
    } else if (event.has(InotifyEvent.CREATE)) {
      handleNewFile(path);
    } else if (event.has(InotifyEvent.CLOSE_WRITE)) {
      sink.changed(path);
    } else if (event.has(InotifyEvent.MOVED_FROM)) {
      movedFile = new MovedFile(path, event.cookie());
      sink.movedFrom(path, false);
    } else if (event.has(InotifyEvent.MOVED_TO)) {
      handleArrivedFile(path, event.cookie());
    } else if (event.has(InotifyEvent.DELETE)) {
      sink.removed(path);
    } else if (event.has(InotifyEvent.MODIFY)) {
      sink.written(path);
    } else if (event.has(InotifyEvent.ATTRIB)) {
      sink.attributesChanged(path);
    }
  }

  /** The two halves of a move mostly come one after the other; if not, no hint is given. */
  private void handleArrivedFile(TreePath path, int cookie) {
    MovedFile from = movedFile;
    movedFile = null;
    if (from != null && from.cookie() == cookie) {
      sink.moved(from.path(), path, false);
    } else {
      sink.movedTo(path, false);
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

  private void handleSubdirectory(WatchedDirectory parent, InotifyEvent event, TreePath path) {
    if (scope.excluded().test(path)) {
      return;
    }
    if (event.has(InotifyEvent.CREATE)) {
      watchNew(parent, event.name(), path);
      sink.directoryCreated(path);
    } else if (event.has(InotifyEvent.MOVED_TO)) {
      handleArrivedDirectory(parent, event, path);
    } else if (event.has(InotifyEvent.MOVED_FROM)) {
      WatchedDirectory moved = parent.child(event.name());
      if (moved != null) {
        moved.detach();
        movedAway.put(event.cookie(), new MovedDirectory(moved, path));
      }
      sink.movedFrom(path, true);
    } else if (event.has(InotifyEvent.DELETE)) {
      WatchedDirectory gone = parent.child(event.name());
      if (gone != null) {
        gone.detach();
      }
      sink.removed(path);
    } else if (event.has(InotifyEvent.ATTRIB)) {
      sink.attributesChanged(path);
    }
  }

  private void watchNew(WatchedDirectory parent, byte[] name, TreePath path) {
    WatchedDirectory added = watchChild(parent, name, path);
    if (added != null) {
      watchBelow(added, path);
    }
  }

  private void handleArrivedDirectory(WatchedDirectory parent, InotifyEvent event, TreePath path) {
    MovedDirectory moved = movedAway.remove(event.cookie());
    if (moved != null) {
      moved.directory().attach(parent, event.name());
      sink.moved(moved.from(), path, true);
    } else {
      watchNew(parent, event.name(), path);
      sink.movedTo(path, true);
    }
  }

  private void forgetMovedAway() {
    lock.lock();
    try {
      for (MovedDirectory gone : movedAway.values()) {
        for (int descriptor : directories.removeSubtree(gone.directory())) {
          inotify.unwatch(descriptor);
        }
      }
      movedAway.clear();
    } finally {
      lock.unlock();
    }
  }

  // ---------------------------------------------------------------- after an overflow

  /** Looks for directories whose creation was lost; the reader goes on meanwhile. */
  private void watchForgottenDirectories() {
    lock.lock();
    try {
      rescueWanted = true;
      if (rescuer == null) {
        rescuer = new Thread(this::rescue, "rivulet-inotify-rescue");
        rescuer.setDaemon(true);
        rescuer.start();
      }
    } finally {
      lock.unlock();
    }
  }

  private void rescue() {
    while (startRescue()) {
      watchForgotten();
      sink.overflowed();
    }
  }

  /** Whether another pass is due; the thread ends if not. */
  private boolean startRescue() {
    lock.lock();
    try {
      boolean due = rescueWanted && !closed.get();
      rescueWanted = false;
      if (!due) {
        rescuer = null;
      }
      return due;
    } finally {
      lock.unlock();
    }
  }

  private void watchForgotten() {
    List<WatchedDirectory> known;
    lock.lock();
    try {
      known = directories.all();
    } finally {
      lock.unlock();
    }
    for (WatchedDirectory directory : known) {
      if (closed.get()) {
        return;
      }
      lock.lock();
      try {
        if (directory.isAttached()) {
          watchForgottenIn(directory);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private void watchForgottenIn(WatchedDirectory directory) {
    TreePath path = directory.path();
    for (byte[] name : subdirectories(path)) {
      WatchedDirectory before = directory.child(name);
      WatchedDirectory found = watchChild(directory, name, path.child(name));
      if (found != null && found != before) {
        watchBelow(found, path.child(name));
      }
    }
  }
}
