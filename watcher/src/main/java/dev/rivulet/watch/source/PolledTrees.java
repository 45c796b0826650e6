// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Directories that are compared with what they were, from time to time, because no event tells of
 * their changes.
 *
 * <p>A thread of its own compares: every so often, but never more than a fifth of the time. Safe
 * for several threads.
 */
final class PolledTrees implements Closeable {
  private static final int REST_FACTOR = 4;

  private final WatchScope scope;
  private final EventSink sink;
  private final UnsettledFiles unsettled;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<TreePath, Polled> tops = new LinkedHashMap<>();
  private Thread thread;
  private volatile boolean closed;

  /** One directory to compare, and when. */
  private static final class Polled {
    private final DirectorySnapshot snapshot = new DirectorySnapshot();
    private volatile long dueNanos = System.nanoTime();
    private volatile int directories;
  }

  PolledTrees(WatchScope scope, EventSink sink) {
    this.scope = scope;
    this.sink = sink;
    this.unsettled = new UnsettledFiles(scope.quiet());
  }

  /**
   * Compares a directory from now on, unless one above it is compared already. It is reported as a
   * whole after the first look.
   */
  void add(TreePath top) {
    lock.lock();
    try {
      if (!covers(top)) {
        tops.keySet().removeIf(below -> below.startsWith(top));
        tops.put(top, new Polled());
        startThread();
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** As {@link #add}, with the first look taken, and nothing reported, when this returns. */
  void addAndLook(TreePath top) throws IOException {
    Polled polled = new Polled();
    try (Workspace workspace = scope.files().open();
        FileTree tree = workspace.open(scope.root())) {
      compare(tree, top, polled, new SilentSink());
    }
    lock.lock();
    try {
      tops.put(top, polled);
      startThread();
    } finally {
      lock.unlock();
    }
  }

  /** Does not compare a directory any more. */
  void remove(TreePath top) {
    lock.lock();
    try {
      tops.remove(top);
    } finally {
      lock.unlock();
    }
  }

  /** The directories that are compared, with all below each. */
  Set<TreePath> tops() {
    lock.lock();
    try {
      return Set.copyOf(tops.keySet());
    } finally {
      lock.unlock();
    }
  }

  /** Whether each directory was compared at least once. */
  boolean isLookedAt() {
    lock.lock();
    try {
      return tops.values().stream().allMatch(polled -> polled.directories > 0);
    } finally {
      lock.unlock();
    }
  }

  /** Directories looked into at the last comparison. */
  int directories() {
    lock.lock();
    try {
      return tops.values().stream().mapToInt(polled -> polled.directories).sum();
    } finally {
      lock.unlock();
    }
  }

  private boolean covers(TreePath path) {
    return tops.keySet().stream().anyMatch(path::startsWith);
  }

  private void startThread() {
    if (thread == null && !closed) {
      thread = Threads.start("rivulet-poll", this::run, sink::rootLost);
    }
  }

  private void run() {
    try {
      while (!closed) {
        Map<TreePath, Polled> due = awaitDue();
        if (!closed) {
          compareAll(due);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until some directory is to be compared, or a file may have come to rest. */
  private Map<TreePath, Polled> awaitDue() throws InterruptedException {
    lock.lock();
    try {
      long rest = scope.quiet().toNanos();
      long wake = System.nanoTime() + (unsettled.isEmpty() ? Long.MAX_VALUE / 2 : rest);
      while (!closed) {
        Map<TreePath, Polled> due = new LinkedHashMap<>();
        long next = wake;
        for (Map.Entry<TreePath, Polled> top : tops.entrySet()) {
          if (top.getValue().dueNanos - System.nanoTime() <= 0) {
            due.put(top.getKey(), top.getValue());
          } else if (top.getValue().dueNanos - next < 0) {
            next = top.getValue().dueNanos;
          }
        }
        if (!due.isEmpty() || wake - System.nanoTime() <= 0) {
          return due;
        }
        changed.awaitNanos(next - System.nanoTime());
      }
      return Map.of();
    } finally {
      lock.unlock();
    }
  }

  private void compareAll(Map<TreePath, Polled> due) {
    long began = System.nanoTime();
    try (Workspace workspace = scope.files().open();
        FileTree tree = workspace.open(scope.root())) {
      for (Map.Entry<TreePath, Polled> top : due.entrySet()) {
        compare(tree, top.getKey(), top.getValue(), sink);
      }
      unsettled.report(tree, sink, System.currentTimeMillis());
    } catch (IOException unreachable) {
      sink.rootLost();
      rest(due, began);
    }
  }

  private void compare(FileTree tree, TreePath path, Polled polled, EventSink to)
      throws IOException {
    long began = System.nanoTime();
    SnapshotComparison comparison =
        new SnapshotComparison(scope, tree, to, unsettled, () -> closed);
    try {
      comparison.compare(polled.snapshot, path);
    } catch (StoreException e) {
      if (path.isRoot()) {
        throw e;
      }
      to.changed(path);
    }
    polled.directories = comparison.directories();
    rest(Map.of(path, polled), began);
  }

  private void rest(Map<TreePath, Polled> compared, long began) {
    long now = System.nanoTime();
    long pause = Math.max(scope.pollEvery().toNanos(), REST_FACTOR * (now - began));
    compared.values().forEach(polled -> polled.dueNanos = now + pause);
  }

  /** Ends the thread; nothing is reported after the return. */
  @Override
  public void close() {
    closed = true;
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    Threads.join(thread);
  }
}
