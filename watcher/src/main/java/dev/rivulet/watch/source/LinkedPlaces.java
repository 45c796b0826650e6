// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The symbolic links of a source that is sent with what they lead to: from time to time that is
 * compared with what it was, because it may be anywhere and no event tells. What changes behind a
 * link is reported as a change of the link (hazard 16.3).
 *
 * <p>Only one number is kept for each link. A thread of its own looks, at most a fifth of the time.
 * Safe for several threads.
 */
final class LinkedPlaces implements Closeable {
  private static final int REST_FACTOR = 4;

  private final WatchScope scope;
  private final LinkFollowing following;
  private final EventSink sink;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private volatile Map<TreePath, LinkedPlace> known = Map.of();
  private boolean closed;
  private Thread thread;

  /**
   * @param following which links count
   */
  LinkedPlaces(WatchScope scope, LinkFollowing following, EventSink sink) {
    this.scope = scope;
    this.following = following;
    this.sink = sink;
  }

  /**
   * Takes a first look, with which later ones are compared.
   *
   * @throws IOException if the source cannot be looked at
   */
  void start() throws IOException {
    long began = System.nanoTime();
    known = look();
    long took = System.nanoTime() - began;
    thread = Threads.start("rivulet-links", () -> run(took), sink::rootLost);
  }

  /** The links, which are compared. */
  Set<TreePath> links() {
    return known.keySet();
  }

  private void run(long firstTook) {
    try {
      long took = firstTook;
      while (rest(took)) {
        long began = System.nanoTime();
        compare();
        took = System.nanoTime() - began;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** False at the end. */
  private boolean rest(long took) throws InterruptedException {
    lock.lock();
    try {
      long left = Math.max(scope.pollEvery().toNanos(), REST_FACTOR * took);
      while (!closed && left > 0) {
        left = closing.awaitNanos(left);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void compare() {
    Map<TreePath, LinkedPlace> now;
    try {
      now = look();
    } catch (IOException sourceIsGone) {
      return;
    }
    Map<TreePath, LinkedPlace> before = known;
    known = now;
    for (Map.Entry<TreePath, LinkedPlace> link : now.entrySet()) {
      if (!link.getValue().equals(before.get(link.getKey()))) {
        report(link.getKey(), link.getValue());
      }
    }
  }

  private void report(TreePath link, LinkedPlace place) {
    if (place.directory()) {
      sink.treeChanged(link);
    } else {
      sink.changed(link);
    }
  }

  private Map<TreePath, LinkedPlace> look() throws IOException {
    Map<TreePath, LinkedPlace> found = new HashMap<>();
    try (Workspace workspace = scope.files().open();
        FileTree tree = workspace.open(scope.root())) {
      LinkedPlace.Look look = new LinkedPlace.Look(workspace, scope.quiet());
      Deque<TreePath> open = new ArrayDeque<>();
      open.push(TreePath.ROOT);
      while (!open.isEmpty()) {
        TreePath directory = open.pop();
        for (TreePath link : linksIn(tree, directory, open)) {
          LinkedPlace place = look.at(LinkedPlace.join(scope.root(), link.bytes()));
          if (place.directory() || following == LinkFollowing.ALL) {
            found.put(link, place);
          }
        }
      }
    }
    return Map.copyOf(found);
  }

  /**
   * @param directories gets the directories to look into
   */
  private Deque<TreePath> linksIn(FileTree tree, TreePath path, Deque<TreePath> directories)
      throws IOException {
    Deque<TreePath> links = new ArrayDeque<>();
    try {
      tree.scan(
          path,
          new EntryVisitor() {
            @Override
            public void entry(byte[] name, FileAttributes seen) {
              TreePath entry = path.child(name);
              if (seen.isSymlink()) {
                links.add(entry);
              } else if (seen.isDirectory() && !scope.excluded().test(entry)) {
                directories.push(entry);
              }
            }

            @Override
            public void failed(byte[] name, StoreException reason) {
              // It has vanished: an event tells.
            }
          });
    } catch (StoreException unreadable) {
      if (path.isRoot()) {
        throw unreadable;
      }
    }
    return links;
  }

  /** Ends the thread; nothing is reported after the return. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      closing.signalAll();
    } finally {
      lock.unlock();
    }
    Threads.join(thread);
  }
}
