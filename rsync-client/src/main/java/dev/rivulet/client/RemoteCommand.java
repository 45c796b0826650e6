// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.io.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;

/** A connection to a command that a {@link RemoteShell} runs. */
public interface RemoteCommand extends Connection {

  /**
   * Waits for the command to end by itself, which it does when its input ends.
   *
   * @param limit how long to wait
   * @return its exit status, or nothing when the time was over
   */
  OptionalInt exitStatus(Duration limit) throws IOException;

  /** The number of its process, if it is one of this machine. */
  default OptionalInt processId() {
    return OptionalInt.empty();
  }
}
