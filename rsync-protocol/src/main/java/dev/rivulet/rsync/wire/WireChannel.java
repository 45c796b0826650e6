// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import dev.rivulet.rsync.io.Connection;

/** A connection with its unframed reader and writer, as a handshake leaves it. */
public record WireChannel(Connection connection, WireInput in, WireOutput out) {
  public static WireChannel on(Connection connection) {
    return new WireChannel(
        connection, new WireInput(connection.input()), new WireOutput(connection.output()));
  }
}
