// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.io.Connection;
import java.io.IOException;
import java.time.Duration;

/** Reaches daemons by TCP. */
public final class DaemonConnector implements Connector {
  static final DaemonConnector DEFAULT = new DaemonConnector();

  private DaemonConnector() {}

  @Override
  public Connection connect(DaemonUrl daemon, Duration timeout) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }
}
