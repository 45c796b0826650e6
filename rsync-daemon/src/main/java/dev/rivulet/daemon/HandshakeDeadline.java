// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.log.DaemonLog;
import dev.rivulet.daemon.log.Diagnostics;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.io.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;

/**
 * Ends the connection of a client that does not come to the point: an absolute limit for a phase of
 * the text dialogue, however many bytes trickle in. Owned by the session's thread.
 */
final class HandshakeDeadline {
  private final Deadlines deadlines;
  private final Connection connection;
  private final Duration limit;
  private volatile boolean expired;
  private Future<?> pending;

  /**
   * @param limit the longest time any phase may take
   */
  HandshakeDeadline(Deadlines deadlines, Connection connection, Duration limit) {
    this.deadlines = deadlines;
    this.connection = connection;
    this.limit = limit;
  }

  /** The time a phase may take where the configuration has an I/O timeout of so many seconds. */
  static Duration limitFor(int timeoutSeconds, Duration limit) {
    Duration configured = Duration.ofSeconds(timeoutSeconds);
    return timeoutSeconds > 0 && configured.compareTo(limit) < 0 ? configured : limit;
  }

  /**
   * Starts a phase, and ends the one before.
   *
   * @param timeoutSeconds the configured I/O timeout, 0 for none
   */
  void arm(int timeoutSeconds) {
    disarm();
    pending = deadlines.after(limitFor(timeoutSeconds, limit), this::expire);
  }

  void disarm() {
    if (pending != null) {
      pending.cancel(false);
      pending = null;
    }
  }

  /** Whether the connection was ended because of this. */
  boolean isExpired() {
    return expired;
  }

  /** What the log says of a client that was disconnected. */
  static void note(DaemonLog log, String role) {
    log.line("[" + role + "] daemon handshake timeout -- exiting");
    log.line(SessionEnding.line(ExitCode.TIMEOUT, role));
  }

  private void expire() {
    expired = true;
    try {
      connection.close();
    } catch (IOException e) {
      Diagnostics.report("closing a stalled connection", e);
    }
  }
}
