// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import dev.rivulet.watch.Watcher;
import dev.rivulet.watch.config.SyncStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** What a status file looks like. */
@FunctionalInterface
public interface StatusFormat {

  /**
   * Writes how a service stands at this moment.
   *
   * @param beside what waits for events beside the mirrors of the watcher
   */
  void write(Watcher watcher, List<SyncStatus> beside, PrintStream out) throws IOException;
}
