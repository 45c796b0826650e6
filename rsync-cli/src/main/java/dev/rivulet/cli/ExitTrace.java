// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.options.DebugFlag;
import dev.rivulet.rsync.options.TransferOptions;

/** Tells how a client ends ({@code --debug=EXIT,EXIT2}), in rsync's words. */
final class ExitTrace {
  private final TransferOptions options;
  private final Console console;

  ExitTrace(TransferOptions options, Console console) {
    this.options = options;
    this.console = console;
  }

  /** The work is done, or given up. */
  void begins(ExitCode code, String role) {
    if (options.report().debug(DebugFlag.EXIT) > 1) {
      console.line(begin(code, role) + "entered");
    }
  }

  /** Everything is told. */
  void ends(ExitCode code, String role) {
    if (options.report().debug(DebugFlag.EXIT) > 0) {
      boolean dryRun = options.delivery().dryRun();
      String end = "about to call exit(" + code.code() + ")" + (dryRun ? " (DRY RUN)" : "");
      console.line(begin(code, role) + end);
    }
  }

  private static String begin(ExitCode code, String role) {
    return "[" + role + "] _exit_cleanup(code=" + code.code() + ", file=Main.java, line=1): ";
  }
}
