// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

import dev.rivulet.watch.action.ActionLog;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/** What a configuration wants done beside its mirrors: commands for events. */
public interface Companion {

  /** For logs. */
  String name();

  /**
   * Starts it.
   *
   * @param log is told what it does, from threads of its own
   * @throws IOException if it cannot be started
   */
  Running start(ActionLog log) throws IOException;

  /** A companion that was started. Safe for several threads. */
  interface Running extends Closeable {

    /**
     * Waits until it has ended, by itself or because it was closed.
     *
     * @return the exit code it wants the program to end with, if it does
     * @throws IOException if it failed
     */
    OptionalInt await() throws IOException, InterruptedException;

    /** Directories it watches. */
    int watchedDirectories();

    /**
     * How its parts stand that wait for events. What was true a moment ago is told if finding out
     * would take long.
     */
    default List<SyncStatus> status() throws InterruptedException {
      return List.of();
    }

    /** Ends it: starts nothing any more, and waits for what runs. */
    @Override
    void close() throws IOException;
  }
}
