// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.transfer;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.flist.IoError;
import java.util.concurrent.atomic.AtomicInteger;

/** What went wrong with single files, as far as it decides how a transfer ends; thread-safe. */
public final class Outcome {
  private final AtomicInteger ioError = new AtomicInteger();
  private volatile boolean transferError;

  /** Adds {@link IoError} bits, our own or the peer's; unknown ones are dropped. */
  public void addIoError(int bits) {
    ioError.getAndUpdate(known -> known | bits & IoError.MASK);
  }

  public int ioError() {
    return ioError.get();
  }

  /** Takes note of a file that could not be transferred as it should. */
  public void addTransferError() {
    transferError = true;
  }

  /** How a transfer ends that nothing has stopped (rsync(1), EXIT VALUES). */
  ExitCode exitCode() {
    int bits = ioError.get();
    if (transferError || (bits & IoError.GENERAL) != 0) {
      return ExitCode.PARTIAL;
    }
    if ((bits & IoError.VANISHED) != 0) {
      return ExitCode.VANISHED;
    }
    return (bits & IoError.DELETE_LIMIT) != 0 ? ExitCode.DELETE_LIMIT : ExitCode.OK;
  }
}
