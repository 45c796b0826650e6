// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.dialogue;

import dev.rivulet.rsync.io.Connection;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * How often a peer must hear from this end (rsync(1), --timeout): after half of the timeout, which
 * a daemon may still shorten.
 */
public final class KeepAlive {
  /** Without a timeout there is nothing to do while waiting; this is as good as for ever. */
  private static final long NO_HURRY = TimeUnit.MINUTES.toNanos(10);

  private final Connection connection;
  private final int ownSeconds;

  /**
   * @param connection knows the timeout in force if it is watched
   * @param ownSeconds the timeout this end was started with, 0 for none
   */
  public KeepAlive(Connection connection, int ownSeconds) {
    this.connection = connection;
    this.ownSeconds = ownSeconds;
  }

  private long lullNanos() {
    int watched = connection.timeoutSeconds();
    int seconds = watched == 0 ? ownSeconds : watched;
    return TimeUnit.SECONDS.toNanos((seconds + 1) / 2);
  }

  /** How long to wait before looking again whether something must be said. */
  public long patienceNanos() {
    long lull = lullNanos();
    return lull == 0 ? NO_HURRY : lull;
  }

  /** Says something if it is time; what is buffered, else an empty frame. */
  public void send(PeerOutput out) throws IOException {
    out.keepAlive(lullNanos());
  }
}
