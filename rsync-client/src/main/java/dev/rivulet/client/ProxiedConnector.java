// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.io.Connection;
import java.io.IOException;
import java.time.Duration;

/** Reaches daemons through a web proxy: {@code RSYNC_PROXY}. */
public final class ProxiedConnector implements Connector {
  private final DaemonConnector direct;
  private final String specification;

  /**
   * A connector.
   *
   * @param direct reaches the proxy
   * @param specification {@code [USER:PASSWORD@]HOST:PORT}, a character per byte; judged when a
   *     connection is wanted
   */
  public ProxiedConnector(DaemonConnector direct, String specification) {
    this.direct = direct;
    this.specification = specification;
  }

  @Override
  public Connection connect(DaemonUrl daemon, Duration timeout) throws IOException {
    HttpProxy proxy = HttpProxy.parse(specification);
    byte[] request = proxy.request(daemon.host(), daemon.effectivePort());
    Connection connection = direct.connect(proxy.host(), proxy.port(), timeout);
    try {
      proxy.open(connection, request);
      return connection;
    } catch (IOException | RuntimeException e) {
      closeAfter(connection, e);
      throw e;
    }
  }

  private static void closeAfter(Connection connection, Exception failure) {
    try {
      connection.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
