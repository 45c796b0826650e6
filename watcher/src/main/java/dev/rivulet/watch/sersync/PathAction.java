// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.sersync;

import java.io.IOException;

/** What a plugin does with one path. Called by several threads at once. */
public interface PathAction {

  /** What it is called in messages. */
  String name();

  /**
   * Does it, within a limit of its own.
   *
   * @throws IOException if it could not be done: tells why
   */
  void on(ChangedPath changed) throws IOException, InterruptedException;
}
