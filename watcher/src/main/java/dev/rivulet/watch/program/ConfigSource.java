// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import dev.rivulet.watch.config.ConfigException;
import dev.rivulet.watch.config.WatchConfig;

/**
 * Where a service finds its configuration, when it starts and whenever it is told to look again.
 */
@FunctionalInterface
public interface ConfigSource {

  /**
   * Reads it.
   *
   * @throws ConfigException if it cannot be used; a service that runs keeps what it has
   */
  WatchConfig read() throws ConfigException;
}
