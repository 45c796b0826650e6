// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.transfer;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.util.function.LongSupplier;

/** Ends a transfer at the time that the user has set for it (rsync(1), --stop-at). */
public final class StopClock {
  private static final int MILLIS = 1000;

  private final long stopAt;
  private final LongSupplier millis;

  /**
   * @param stopAt seconds since 1970, 0 for never
   * @param millis the time, milliseconds since 1970
   */
  StopClock(long stopAt, LongSupplier millis) {
    this.stopAt = stopAt;
    this.millis = millis;
  }

  public static StopClock of(Transfer transfer) {
    return new StopClock(transfer.options().wire().stopAt(), System::currentTimeMillis);
  }

  /** Throws (exit code 30) once the time has come. */
  public void check() throws RsyncException {
    if (stopAt != 0 && millis.getAsLong() >= stopAt * MILLIS) {
      throw new RsyncException(ExitCode.TIMEOUT, "stopping at requested limit");
    }
  }
}
