// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync;

import java.io.IOException;

/** A failure that ends a transfer, with the exit code rsync would use for it. */
public class RsyncException extends IOException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;
  private boolean reported;

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

  /**
   * Whether the listener of the transfer has been told already, in rsync's words; what shows
   * messages to a user then leaves this one out.
   */
  public boolean isReported() {
    return reported;
  }

  /**
   * Whether it is the peer that failed; then it has said everything itself, down to the line with
   * the exit code.
   */
  public boolean isFromPeer() {
    return false;
  }

  /** Takes note that the listener has been told. */
  public RsyncException markReported() {
    reported = true;
    return this;
  }
}
