// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Parts of a tree that a source could not watch: compared meanwhile, and tried again from time to
 * time. Safe for several threads.
 */
final class UnwatchedParts {
  /** With more parts than these, the whole tree is compared. */
  private static final int MOST = 1000;

  private final WatchScope scope;
  private final PolledTrees polled;
  private final EventSink sink;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<TreePath> parts = new LinkedHashSet<>();
  private final Set<TreePath> told = new LinkedHashSet<>();
  private boolean limitToTell;
  private boolean limitTold;
  private boolean overfull;
  private long nextTryNanos = System.nanoTime();

  UnwatchedParts(WatchScope scope, PolledTrees polled, EventSink sink) {
    this.scope = scope;
    this.polled = polled;
    this.sink = sink;
  }

  /**
   * @param limited whether it is for want of watches, of which one is told only once
   */
  void add(TreePath directory, String reason, boolean limited) {
    boolean tells = false;
    TreePath toPoll = directory;
    lock.lock();
    try {
      limitToTell |= limited;
      if (parts.size() < MOST) {
        parts.add(directory);
        tells = !limited && told.add(directory);
      } else {
        overfull = true;
        toPoll = TreePath.ROOT;
      }
    } finally {
      lock.unlock();
    }
    polled.add(toPoll);
    if (tells) {
      sink.unwatched(directory, reason);
    }
  }

  /** All is watched now; what may have changed unnoticed is reported. */
  void forgetAll() {
    List<TreePath> all = take();
    for (TreePath part : all) {
      polled.remove(part);
      sink.treeUncertain(part);
    }
    if (overfull) {
      overfull = false;
      polled.remove(TreePath.ROOT);
      sink.treeUncertain(TreePath.ROOT);
    }
  }

  /** Lets the source try again what it could not watch, at times. */
  void tryAgain(Rewatchable source, int watched) {
    tellLimit(watched);
    if (System.nanoTime() - nextTryNanos < 0) {
      return;
    }
    nextTryNanos = System.nanoTime() + scope.pollEvery().toNanos();
    for (TreePath part : take()) {
      if (source.watchAgain(part)) {
        polled.remove(part);
      } else if (isGone(part)) {
        polled.remove(part);
        sink.treeUncertain(part);
      } else {
        putBack(part);
      }
    }
  }

  /** Whether there is no such directory any more: nothing will ever be watched there. */
  private boolean isGone(TreePath part) {
    try (Workspace workspace = scope.files().open();
        FileTree tree = workspace.open(scope.root())) {
      return !isDirectory(tree, part);
    } catch (IOException unknown) {
      return false;
    }
  }

  private static boolean isDirectory(FileTree tree, TreePath part) throws IOException {
    try {
      FileAttributes found = tree.statOrMissing(part);
      return !found.isMissing() && found.isDirectory();
    } catch (StoreException e) {
      if (e.isMissing() || e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP) {
        return false;
      }
      throw e;
    }
  }

  private List<TreePath> take() {
    lock.lock();
    try {
      List<TreePath> all = new ArrayList<>(parts);
      parts.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }

  private void putBack(TreePath part) {
    lock.lock();
    try {
      parts.add(part);
    } finally {
      lock.unlock();
    }
  }

  /** Told when the comparison has counted the directories. */
  private void tellLimit(int watched) {
    if (limitTold || !limitToTell || !polled.isLookedAt()) {
      return;
    }
    limitTold = true;
    int needed = overfull ? polled.directories() : watched + polled.directories();
    sink.unwatched(
        TreePath.ROOT,
        "only "
            + watched
            + " of at least "
            + needed
            + " directories have a watch, as "
            + KernelSetting.MAX_USER_WATCHES.path()
            + " is "
            + limit()
            + "; the others are compared");
  }

  private static String limit() {
    try {
      return Long.toString(KernelSetting.MAX_USER_WATCHES.value());
    } catch (IOException unknown) {
      return "too low";
    }
  }
}
