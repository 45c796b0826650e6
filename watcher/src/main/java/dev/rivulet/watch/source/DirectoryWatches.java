// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The watches of a tree: one for each directory, always set before the directory is listed, so that
 * nothing made in between is missed.
 *
 * <p>The reader of events sets the watch of a new directory itself and leaves what is in it to a
 * second thread; it never waits for a listing. The tree of directories is guarded by one lock.
 */
final class DirectoryWatches implements Closeable {
  private final WatchScope scope;
  private final Calls calls;
  private final EventSink sink;
  private final TreeJobs jobs;
  private final DirectoryTree directories = new DirectoryTree();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean limited;

  /** Sets and removes watches; both may be called by several threads. */
  interface Calls {

    /**
     * Watches a directory below the root, or the root, never through a symbolic link.
     *
     * @return a number for the directory, the same for the same one
     */
    int watch(TreePath path) throws IOException;

    void unwatch(int descriptor);
  }

  /**
   * @param threadName of the thread that lists
   */
  DirectoryWatches(WatchScope scope, Calls calls, EventSink sink, String threadName) {
    this.scope = scope;
    this.calls = calls;
    this.sink = sink;
    this.jobs = new TreeJobs(scope, this::cannotLook, threadName);
  }

  /**
   * Watches every directory there is.
   *
   * @throws IOException if the root cannot be watched
   */
  void start() throws IOException {
    WatchedDirectory top;
    lock.lock();
    try {
      top = directories.addRoot(calls.watch(TreePath.ROOT));
    } finally {
      lock.unlock();
    }
    jobs.doNow(tree -> watchBelow(tree, top));
  }

  int size() {
    lock.lock();
    try {
      return directories.size();
    } finally {
      lock.unlock();
    }
  }

  /** One place of every directory with a watch, in no order. */
  List<WatchedDirectory> all() {
    lock.lock();
    try {
      return directories.all();
    } finally {
      lock.unlock();
    }
  }

  /** Whether a watch was ever refused because the user has too many. */
  boolean isLimited() {
    return limited;
  }

  ReentrantLock lock() {
    return lock;
  }

  /** What the thread that lists has to do. */
  TreeJobs jobs() {
    return jobs;
  }

  /** Ends the listing; watches are left to their owner. */
  @Override
  public void close() {
    jobs.close();
  }

  private void cannotLook(String reason) {
    sink.unwatched(TreePath.ROOT, reason);
  }

  // ---------------------------------------------------------------- told by events, lock held

  /** The places of a directory that are in the tree at the moment. */
  List<WatchedDirectory> places(int descriptor) {
    return directories.places(descriptor);
  }

  void forget(int descriptor) {
    directories.forget(descriptor);
  }

  /**
   * A directory came into being, or in from elsewhere: it is watched, then listed, and reported as
   * a whole when all below it is watched.
   */
  void appeared(WatchedDirectory parent, byte[] name, Consumer<TreePath> report) {
    TreePath path = parent.path().child(name);
    if (scope.excluded().test(path)) {
      return;
    }
    WatchedDirectory before = parent.child(name);
    WatchedDirectory added = watchChild(parent, name, path);
    if (added == null) {
      report.accept(path);
    } else if (added != before) {
      jobs.add(tree -> listNew(tree, added, report));
    }
  }

  /** Takes a directory out that was removed or moved; null if it had no watch. */
  WatchedDirectory takeOut(WatchedDirectory parent, byte[] name) {
    WatchedDirectory gone = parent.child(name);
    if (gone != null) {
      gone.detach();
    }
    return gone;
  }

  /**
   * A directory has got another place that is not left out. Which directories in it are left out
   * may depend on where they are, so they are gone through again.
   *
   * <p>The events of two directories that change places at once cannot be told from those of two
   * moves in a row, so both places are looked at.
   */
  void moved(TreePath from, WatchedDirectory directory, WatchedDirectory parent, byte[] name) {
    directory.attach(parent, name);
    lookAgain(from);
    lookAgain(parent.path().child(name));
    jobs.add(tree -> goThrough(tree, directory));
  }

  /** A directory has left this place; if another one stands there, no event may tell of it. */
  void lookAgain(TreePath left) {
    jobs.add(tree -> takesOver(left, true));
  }

  /** Removes the watches of a directory that has left the tree, and of all below it. */
  void drop(WatchedDirectory directory) {
    directories.removeSubtree(directory).forEach(calls::unwatch);
  }

  // ---------------------------------------------------------------- told by others

  /**
   * Tries to watch a directory anew: because there may be room now, or because something else may
   * be mounted there.
   *
   * @return whether it is watched now; it is then reported as a whole
   */
  boolean watchAgain(TreePath path) {
    lock.lock();
    try {
      WatchedDirectory parent = path.isRoot() ? null : directories.find(path.parent());
      if (parent == null) {
        return false;
      }
      WatchedDirectory added = addWatch(parent, path.leaf(), path);
      if (added != null) {
        jobs.add(tree -> listNew(tree, added, sink::treeUncertain));
      }
      return added != null;
    } catch (IOException stillNot) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Makes sure that a directory has a watch; if it had none it is listed and reported later. */
  boolean takesOver(TreePath path, boolean recent) {
    lock.lock();
    try {
      WatchedDirectory parent = directories.find(path.parent());
      if (parent == null) {
        return false;
      }
      WatchedDirectory before = parent.child(path.leaf());
      WatchedDirectory found = watchChild(parent, path.leaf(), path);
      if (found == null || found == before) {
        return false;
      }
      jobs.add(tree -> listNew(tree, found, sink::treeChanged));
      return true;
    } finally {
      lock.unlock();
    }
  }

  // ---------------------------------------------------------------- by the thread that lists

  private void listNew(FileTree tree, WatchedDirectory top, Consumer<TreePath> report) {
    watchBelow(tree, top);
    TreePath path = pathOf(top);
    if (path != null) {
      report.accept(path);
    }
  }

  /** Watches what is below a directory that moved, and leaves out what is excluded at its place. */
  private void goThrough(FileTree tree, WatchedDirectory top) {
    Deque<WatchedDirectory> open = new ArrayDeque<>();
    open.push(top);
    while (!open.isEmpty() && !jobs.isClosed()) {
      WatchedDirectory directory = open.pop();
      dropExcluded(directory);
      TreePath path = pathOf(directory);
      for (byte[] name : subdirectories(tree, path)) {
        WatchedDirectory before = childOf(directory, name);
        WatchedDirectory found = watchChild(directory, path, name);
        if (found != null && found == before) {
          open.push(found);
        } else if (found != null) {
          listNew(tree, found, sink::treeChanged);
        }
      }
    }
  }

  private void dropExcluded(WatchedDirectory directory) {
    lock.lock();
    try {
      if (directory.isAttached()) {
        directory.forEachChild(
            child -> {
              if (scope.excluded().test(child.path())) {
                drop(child);
              }
            });
      }
    } finally {
      lock.unlock();
    }
  }

  private WatchedDirectory childOf(WatchedDirectory directory, byte[] name) {
    lock.lock();
    try {
      return directory.child(name);
    } finally {
      lock.unlock();
    }
  }

  /** Watches every directory below one that is watched already. */
  private void watchBelow(FileTree tree, WatchedDirectory top) {
    Deque<WatchedDirectory> open = new ArrayDeque<>();
    open.push(top);
    while (!open.isEmpty() && !jobs.isClosed()) {
      WatchedDirectory directory = open.pop();
      TreePath path = pathOf(directory);
      for (byte[] name : subdirectories(tree, path)) {
        WatchedDirectory child = watchChild(directory, path, name);
        if (child != null) {
          open.push(child);
        }
      }
    }
  }

  /** Null for a directory that is not in the tree any more. */
  private TreePath pathOf(WatchedDirectory directory) {
    lock.lock();
    try {
      return directory.isAttached() ? directory.path() : null;
    } finally {
      lock.unlock();
    }
  }

  private List<byte[]> subdirectories(FileTree tree, TreePath directory) {
    if (directory == null) {
      return List.of();
    }
    try {
      return tree.subdirectories(directory);
    } catch (StoreException e) {
      if (!isGone(e)) {
        sink.unwatched(directory, e.getMessage());
      }
    } catch (IOException e) {
      sink.unwatched(directory, String.valueOf(e.getMessage()));
    }
    return List.of();
  }

  private static boolean isGone(StoreException e) {
    return e.isMissing() || e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP;
  }

  /** As the other one, unless the parent has gone elsewhere since it was listed. */
  private WatchedDirectory watchChild(WatchedDirectory parent, TreePath listedAs, byte[] name) {
    lock.lock();
    try {
      boolean there = parent.isAttached() && parent.path().equals(listedAs);
      return there ? watchChild(parent, name, listedAs.child(name)) : null;
    } finally {
      lock.unlock();
    }
  }

  // ---------------------------------------------------------------- one watch, lock held

  /** Watches one directory; null if it is excluded, gone, or cannot be watched. */
  private WatchedDirectory watchChild(WatchedDirectory parent, byte[] name, TreePath path) {
    if (scope.excluded().test(path)) {
      return null;
    }
    try {
      return addWatch(parent, name, path);
    } catch (StoreException e) {
      if (!isGone(e)) {
        limited |= e.errno() == Errno.ENOSPC;
        sink.unwatched(path, e.getMessage());
      }
    } catch (IOException e) {
      sink.unwatched(path, String.valueOf(e.getMessage()));
    }
    return null;
  }

  private WatchedDirectory addWatch(WatchedDirectory parent, byte[] name, TreePath path)
      throws IOException {
    int descriptor = calls.watch(path);
    WatchedDirectory known = directories.get(descriptor);
    boolean elsewhere = known != null && known.isAttached() && parent.child(name) != known;
    if (!elsewhere) {
      return directories.add(parent, name, descriptor);
    }
    for (WatchedDirectory place : directories.places(descriptor)) {
      if (parent.child(name) == place) {
        return place;
      }
    }
    TreePath oldPlace = known.path();
    if (isSameDirectory(oldPlace, path)) {
      return directories.addFurther(parent, name, descriptor);
    }
    sink.namesChanged(oldPlace.parent());
    sink.namesChanged(path.parent());
    return directories.add(parent, name, descriptor);
  }

  /** Whether both places lead to one directory, as a mount of a part of the tree makes them. */
  private boolean isSameDirectory(TreePath left, TreePath right) throws IOException {
    boolean[] same = {false};
    jobs.doNow(
        tree -> {
          FileAttributes there = tree.statOrMissing(left);
          same[0] = !there.isMissing() && there.isSameFile(tree.statOrMissing(right));
        });
    return same[0];
  }
}
