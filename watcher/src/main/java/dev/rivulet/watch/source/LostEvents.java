// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.FileTree;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * Sees to it that what dropped events were about is found, by one search after the other and never
 * two at a time: one more at most than there were episodes.
 */
final class LostEvents {
  private final WatchScope scope;
  private final SoundMoment sound = new SoundMoment();

  LostEvents(WatchScope scope) {
    this.scope = scope;
  }

  /** The queue was seen empty. */
  void nothingWaits() {
    sound.nothingWaits();
  }

  /**
   * Events were dropped.
   *
   * @param jobs make the search, if none is being made
   */
  void search(TreeJobs jobs, EventSink sink, OverflowSearch.NewDirectories newDirectories) {
    if (sound.eventsLost()) {
      jobs.add(tree -> search(tree, sink, newDirectories, jobs::isClosed));
    }
  }

  /** Searches until nothing was dropped during the search. */
  private void search(
      FileTree tree,
      EventSink sink,
      OverflowSearch.NewDirectories newDirectories,
      BooleanSupplier ended)
      throws IOException {
    while (!ended.getAsBoolean() && sound.beginSearch()) {
      long wall = System.currentTimeMillis();
      long nanos = System.nanoTime();
      long since = sound.changedSinceMillis();
      new OverflowSearch(scope, tree, sink, newDirectories, ended, since).run();
      sound.searchedFrom(wall, nanos);
    }
  }
}
