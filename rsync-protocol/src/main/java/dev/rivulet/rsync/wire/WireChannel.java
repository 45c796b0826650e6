// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import dev.rivulet.rsync.io.Connection;
import dev.rivulet.rsync.io.RateLimiter;

/** A connection with its unframed reader and writer, as a handshake leaves it. */
public record WireChannel(Connection connection, WireInput in, WireOutput out) {
  public static WireChannel on(Connection connection) {
    return new WireChannel(
        connection, new WireInput(connection.input()), new WireOutput(connection.output()));
  }

  /**
   * The same channel for a connection that is written to no faster than this. What has been written
   * so far must have been flushed.
   *
   * @param kibibytesPerSecond 0 for no limit
   */
  public WireChannel limited(long kibibytesPerSecond) {
    if (kibibytesPerSecond <= 0) {
      return this;
    }
    int rate = (int) Math.min(Integer.MAX_VALUE, kibibytesPerSecond);
    return new WireChannel(new RateLimiter(rate).limit(connection), in, out);
  }
}
