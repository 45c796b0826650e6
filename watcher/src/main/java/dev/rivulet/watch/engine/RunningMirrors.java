// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.engine;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.WatchControl;
import dev.rivulet.watch.WatchListener;
import dev.rivulet.watch.origin.TransferTurns;
import dev.rivulet.watch.send.TargetWorker;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The mirrors of one watcher: they come and go while it runs, and end with it. Safe for several
 * threads.
 */
public final class RunningMirrors implements Closeable {
  private final LocalFiles files;
  private final Optional<Path> stateDirectory;
  private final WatchListener listener;
  private final TransferListener first;
  private final Hooks hooks;
  private final TransferTurns turns;
  private final List<RunningMirror> mirrors = new CopyOnWriteArrayList<>();
  private final Steering steering = new Steering(this::trees);
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Held while mirrors come and go. */
  private final ReentrantLock changing = new ReentrantLock();

  /**
   * @param files where relative sources start
   * @param stateDirectory where journals and locks are kept, if they are
   * @param maxTransfers at one time, over all mirrors; 0 for any number
   * @param listener hears of lags, failures and the state of sources; by several threads at once
   * @param first hears the events of the first, complete transfers
   */
  public RunningMirrors(
      LocalFiles files,
      Optional<Path> stateDirectory,
      int maxTransfers,
      WatchListener listener,
      TransferListener first) {
    this.files = files;
    this.stateDirectory = stateDirectory;
    this.listener = oneAtATime(listener);
    this.first = first;
    this.hooks = new Hooks(this.listener);
    this.turns = new TransferTurns(maxTransfers);
  }

  private static WatchListener oneAtATime(WatchListener listener) {
    ReentrantLock lock = new ReentrantLock();
    return event -> {
      lock.lock();
      try {
        listener.on(event);
      } finally {
        lock.unlock();
      }
    };
  }

  /** Sees and steers them. */
  public WatchControl control() {
    return steering;
  }

  private List<WatchedTree> trees() {
    return mirrors.stream().map(RunningMirror::tree).toList();
  }

  /** Directories watched at the moment. */
  public int watchedDirectories() {
    return trees().stream().mapToInt(WatchedTree::watchedDirectories).sum();
  }

  /** Marks that wait for a target, of all targets together. */
  public int waitingMarks() {
    int count = 0;
    for (WatchedTree tree : trees()) {
      for (TargetWorker worker : tree.workers()) {
        count += worker.marks().size();
      }
    }
    return count;
  }

  /**
   * Looks whether a mirror could be added as far as its source is concerned.
   *
   * @throws IOException if its source is not a directory
   */
  public void check(Mirror mirror) throws IOException {
    WatchedTree.requireSource(mirror, files);
  }

  /**
   * Adds all or none: watches every source before the first transfer.
   *
   * @throws IOException if a source is not a directory or cannot be watched at all
   * @throws IllegalArgumentException if a mirror of the same name runs already
   * @throws IllegalStateException after {@link #close}
   */
  public void addAll(List<Mirror> added) throws IOException {
    changing.lock();
    try {
      requireOpenAndUnused(added);
      List<RunningMirror> starting = new ArrayList<>();
      try {
        for (Mirror mirror : added) {
          starting.add(RunningMirror.open(mirror, files, stateDirectory, listener, turns));
        }
        for (RunningMirror mirror : starting) {
          mirror.watch();
        }
        starting.forEach(mirror -> listener.on(mirror.tree().watching()));
      } catch (IOException | RuntimeException e) {
        starting.forEach(mirror -> mirror.stopAfter(e));
        throw e;
      }
      added.forEach(hooks::start);
      starting.forEach(mirror -> mirror.run(first));
      mirrors.addAll(starting);
    } finally {
      changing.unlock();
    }
  }

  private void requireOpenAndUnused(List<Mirror> added) {
    if (closed.getCount() == 0) {
      throw new IllegalStateException("the watcher is closed");
    }
    for (Mirror mirror : added) {
      if (mirrors.stream().anyMatch(other -> other.mirror().name().equals(mirror.name()))) {
        throw new IllegalArgumentException("a mirror \"" + mirror.name() + "\" runs already");
      }
    }
  }

  /**
   * Ends a mirror: stops watching and waits for its transfers to end. The others go on.
   *
   * @return whether there was one of this name
   */
  public boolean remove(String name) throws IOException {
    changing.lock();
    try {
      List<RunningMirror> ending =
          mirrors.stream().filter(mirror -> mirror.mirror().name().equals(name)).toList();
      mirrors.removeAll(ending);
      end(ending);
      return !ending.isEmpty();
    } finally {
      changing.unlock();
    }
  }

  /** Ends all of these, also when one fails, and the hooks that none of the others has. */
  private void end(List<RunningMirror> ending) throws IOException {
    IOException failure = null;
    for (RunningMirror mirror : ending) {
      try {
        mirror.stop();
      } catch (IOException e) {
        failure = e;
      }
    }
    ending.forEach(RunningMirror::join);
    try {
      hooks.keepOnly(mirrors.stream().map(RunningMirror::mirror).toList());
    } catch (IOException e) {
      failure = failure == null ? e : failure;
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Waits until {@link #close} is called by another thread. */
  public void awaitClosed() throws InterruptedException {
    closed.await();
  }

  /** Ends the transfers at the next boundary of a batch and stops watching. */
  @Override
  public void close() throws IOException {
    changing.lock();
    try {
      List<RunningMirror> ending = List.copyOf(mirrors);
      mirrors.clear();
      end(ending);
    } finally {
      closed.countDown();
      changing.unlock();
    }
  }
}
