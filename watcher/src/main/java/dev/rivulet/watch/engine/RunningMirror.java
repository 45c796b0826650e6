// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.engine;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.WatchListener;
import dev.rivulet.watch.journal.JournalThread;
import dev.rivulet.watch.origin.TransferTurns;
import dev.rivulet.watch.send.TargetWorker;
import dev.rivulet.watch.source.Threads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One mirror at work: its watched tree and a thread for each target. Opened, watched, run, stopped
 * and joined in this order, by one thread at a time.
 */
final class RunningMirror {
  /** The --timeout of transfers whose options have none. */
  private static final int TIMEOUT_SECONDS = 60;

  private final Mirror mirror;
  private final WatchedTree tree;
  private final JournalThread journals;
  private final List<Thread> threads = new ArrayList<>();

  private RunningMirror(Mirror mirror, WatchedTree tree) {
    this.mirror = mirror;
    this.tree = tree;
    this.journals = new JournalThread(tree);
  }

  /**
   * Prepares a mirror without watching yet.
   *
   * @param state where journals and locks are kept, if they are
   * @param turns limits the transfers of all mirrors
   * @throws IOException if the source is not a directory or cannot be watched at all, or if another
   *     program mirrors it to one of the targets
   */
  static RunningMirror open(
      Mirror mirror,
      LocalFiles files,
      Optional<Path> state,
      WatchListener listener,
      TransferTurns turns)
      throws IOException {
    WatchedTree tree =
        WatchedTree.open(
            TwoWayMirror.prepared(endingHangingTransfers(mirror)), files, listener, turns);
    try {
      if (state.isPresent()) {
        tree.keepStateIn(state.get());
      }
      return new RunningMirror(mirror, tree);
    } catch (IOException e) {
      tree.closeAfter(e);
      throw e;
    }
  }

  /** Nobody sits at the terminal to end a transfer with a peer that died without a word. */
  private static Mirror endingHangingTransfers(Mirror mirror) {
    return mirror.options().wire().timeoutSeconds() == 0
        ? mirror.withOptions(mirror.options().toBuilder().timeoutSeconds(TIMEOUT_SECONDS).build())
        : mirror;
  }

  Mirror mirror() {
    return mirror;
  }

  WatchedTree tree() {
    return tree;
  }

  /** Sets the watches. */
  void watch() throws IOException {
    tree.start();
  }

  /**
   * Starts a thread for each target.
   *
   * @param first hears the events of the first, complete transfers
   */
  void run(TransferListener first) {
    journals.start();
    for (TargetWorker worker : tree.workers(first)) {
      String name = "rivulet-watch-" + mirror.name() + "/" + worker.statistics().target();
      Thread thread = new Thread(worker, name);
      threads.add(thread);
      thread.start();
    }
    tree.verifications().start();
  }

  /** Stops watching, and makes the threads end after the transfers they are in. */
  void stop() throws IOException {
    try {
      tree.close();
    } finally {
      tree.workers().forEach(TargetWorker::stop);
    }
  }

  /** Stops because of a failure, before {@link #run}. */
  void stopAfter(Exception failure) {
    try {
      stop();
      journals.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Waits for the threads to end, other than the calling one, and writes the journals. */
  void join() {
    tree.verifications().close();
    threads.forEach(Threads::join);
    journals.close();
  }
}
