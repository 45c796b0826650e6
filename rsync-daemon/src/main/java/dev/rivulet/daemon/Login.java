// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.config.ModuleConfig;
import dev.rivulet.daemon.host.ConnectionSlots.Slot;
import dev.rivulet.rsync.handshake.Greeting;
import java.util.Map;
import java.util.Optional;

/**
 * A client that may use a module.
 *
 * @param module with the variables of this connection
 * @param user the name it has proven, empty without authentication
 * @param readOnly whether it may only fetch
 * @param variables what is known of the connection, by the names of environment variables
 * @param earlyInput what the client sent for the module's early command; empty for nothing
 * @param slot the place it takes among the module's connections, to be closed at the end
 */
record Login(
    Greeting greeting,
    ModuleConfig module,
    ClientHost host,
    String user,
    boolean readOnly,
    Map<String, String> variables,
    byte[] earlyInput,
    Optional<Slot> slot) {

  /** {@code [USER@]HOST (ADDRESS)}, as the log has it. */
  String client() {
    return user.isEmpty() ? host.toString() : user + "@" + host;
  }
}
