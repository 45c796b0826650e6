// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.io.Connection;
import dev.rivulet.rsync.io.Watchdog;

/**
 * Ends connections of this process over which nothing moves for the time of {@code --timeout}, or
 * for the shorter one that a daemon asks for. One thread, started when it is first needed, watches
 * all of them.
 */
public final class ConnectionWatch {
  private ConnectionWatch() {}

  /** Started by the first connection to be watched. */
  private static final class Shared {
    static final Watchdog WATCHDOG =
        Watchdog.start(
            work -> {
              Thread thread = new Thread(work, "rsync-client-watchdog");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Watches a connection until it is closed.
   *
   * @param timeoutSeconds 0 for no limit, until a daemon asks for one
   */
  public static Connection watch(Connection connection, int timeoutSeconds) {
    return Shared.WATCHDOG.watch(connection, timeoutSeconds);
  }
}
