// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.transfer;

import dev.rivulet.rsync.options.InfoFlag;
import java.io.IOException;

/**
 * The memory of the process that roles of this end run in, for {@code --info=stats3}. Each role has
 * its figures under rsync's heading; roles of one process share them.
 */
public final class HeapFigures {
  private static final int LEVEL = 3;

  private HeapFigures() {}

  /** Tells the figures as they are now, if they are wanted, once for each role. */
  public static void tell(Transfer transfer, Reports reports, String... roles) throws IOException {
    if (transfer.info(InfoFlag.STATS) < LEVEL) {
      return;
    }
    for (String role : roles) {
      String whole = text((transfer.isServer() ? "server " : "") + role);
      for (String line : whole.split("\n")) {
        reports.info(line);
      }
    }
  }

  private static String text(String role) {
    Runtime process = Runtime.getRuntime();
    return """

    rsync[%d] (%s) heap statistics:
      used:      %12d   (bytes of objects)
      committed: %12d   (bytes from the system)
      limit:     %12d   (bytes at most)\
    """
        .formatted(
            ProcessHandle.current().pid(),
            role,
            process.totalMemory() - process.freeMemory(),
            process.totalMemory(),
            process.maxMemory());
  }
}
