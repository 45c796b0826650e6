// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.send;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.io.IOException;

/**
 * How many marks go into one batch: as many as a transfer can well carry, and fewer and fewer while
 * batches fail without telling which path it is, until that path is alone. Owned by one worker.
 */
final class BatchLimit {
  /** Entries in one transfer; more make the next one (hazard 6.6). */
  static final int MOST = 50_000;

  /** The first deaths of a peer are blamed on the peer. */
  private static final int DEATHS = 3;

  private int limit = MOST;
  private int deaths;

  int most() {
    return limit;
  }

  /** A batch was carried out, and each path that failed is known. */
  void carriedOut() {
    deaths = 0;
    limit = (int) Math.min(MOST, limit * 2L);
  }

  /** Something in a batch failed, and nobody knows what. */
  void unclear(int size) {
    limit = Math.max(1, size / 2);
  }

  /**
   * A transfer ended in the middle.
   *
   * @param size of the batch
   * @return whether its only path is to blame
   */
  boolean died(IOException failure, int size) {
    if (!isDeath(failure)) {
      return false;
    }
    deaths++;
    if (deaths < DEATHS) {
      return false;
    }
    unclear(size);
    return size == 1;
  }

  /** Whether the peer was there, took the arguments and ended all the same. */
  private static boolean isDeath(IOException failure) {
    return failure instanceof RsyncException e
        && (e.exitCode() == ExitCode.STREAM_IO
            || e.exitCode() == ExitCode.PROTOCOL
            || e.exitCode() == ExitCode.FILE_IO
            || e.exitCode() == ExitCode.CRASHED
            || e.exitCode() == ExitCode.TERMINATED
            || e.exitCode() == ExitCode.MALLOC);
  }
}
