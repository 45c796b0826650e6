// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.event;

import dev.rivulet.rsync.ExitCode;

/** How a transfer ended. */
public record TransferResult(ExitCode exitCode, TransferStats stats) {
  public boolean isSuccess() {
    return exitCode == ExitCode.OK;
  }
}
