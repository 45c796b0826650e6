// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync;

import java.io.IOException;

/** A failure that ends a transfer, with the exit code rsync would use for it. */
public class RsyncException extends IOException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  public RsyncException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public RsyncException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** What the program would exit with. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
