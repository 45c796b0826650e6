// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.io.Connection;
import java.io.IOException;
import java.time.Duration;

/** Reaches the program at the other end. Safe for several threads. */
@FunctionalInterface
public interface Connector {

  /**
   * Opens a connection to a daemon.
   *
   * @param timeout how long connecting may take, zero for as long as the system allows
   * @throws dev.rivulet.rsync.RsyncException with rsync's text and exit code when it cannot be
   *     reached
   */
  Connection connect(DaemonUrl daemon, Duration timeout) throws IOException;

  /** Whether a program of this machine is started for each connection. */
  default boolean startsProgram() {
    return false;
  }

  /** What {@code --debug=CONNECT} tells before a connection is opened; empty for nothing. */
  default String announcement(DaemonUrl daemon) {
    return "";
  }

  /**
   * What {@code --debug=CMD} tells before a connection is opened; empty for nothing.
   *
   * @throws dev.rivulet.rsync.RsyncException for a host that no command may be given
   */
  default String command(DaemonUrl daemon) throws IOException {
    return "";
  }

  /**
   * What {@code --debug=CONNECT2} tells of a connection that has been opened; empty for nothing.
   */
  default String arrival(DaemonUrl daemon, Connection connection) throws IOException {
    return "";
  }
}
