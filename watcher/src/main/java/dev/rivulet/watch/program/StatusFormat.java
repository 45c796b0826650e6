// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import dev.rivulet.watch.Watcher;
import java.io.IOException;
import java.io.PrintStream;

/** What a status file looks like. */
@FunctionalInterface
public interface StatusFormat {

  /** Writes how a watcher stands at this moment. */
  void write(Watcher watcher, PrintStream out) throws IOException;
}
