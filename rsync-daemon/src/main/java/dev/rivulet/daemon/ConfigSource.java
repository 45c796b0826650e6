// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.config.ConfigException;
import dev.rivulet.daemon.config.DaemonConfig;

/** Where the configuration comes from; asked for every connection, so that changes take effect. */
@FunctionalInterface
interface ConfigSource {

  /** The configuration of this moment; called from several threads. */
  DaemonConfig read() throws ConfigException;
}
