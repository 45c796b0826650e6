// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.rsync.ExitCode;

/** The line with the exit code that a failed run ends with, in rsync's form. */
final class SessionEnding {
  /** How the line starts, whoever writes it. */
  static final String START = "rsync error: ";

  private SessionEnding() {}

  /**
   * The line; rsync names a place in its source where this names the program.
   *
   * @param role of this end, for example {@code Receiver}
   */
  static String line(ExitCode code, String role) {
    return START
        + code.text()
        + " (code "
        + code.code()
        + ") at DaemonSession.java(1) ["
        + role
        + "="
        + Version.TEXT
        + "]";
  }
}
