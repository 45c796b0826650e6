// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

import java.nio.file.Path;

/** Makes a configuration of one kind of file. Has no state; safe for several threads. */
@FunctionalInterface
public interface ConfigReader {

  /**
   * Reads a file, and what it includes.
   *
   * @throws ConfigException if the file cannot be read, or says something that is wrong or cannot
   *     be done: nothing is silently left out
   */
  WatchConfig read(Path file) throws ConfigException;
}
