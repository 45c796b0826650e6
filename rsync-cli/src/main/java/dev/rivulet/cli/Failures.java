// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.io.IOException;
import java.io.InterruptedIOException;

/**
 * Prints why a command failed, unless the transfer's listener has heard it already, and says with
 * which code the program has to end.
 */
final class Failures {
  private Failures() {}

  static ExitCode report(IOException failure, String role, Console console) {
    text(failure, role).lines().forEach(console::error);
    return codeOf(failure);
  }

  /** The lines to print, each with its end. */
  static String text(IOException failure, String role) {
    StringBuilder text = new StringBuilder();
    if (!isReported(failure)) {
      text.append(ErrorText.reason(failure, role)).append('\n');
    }
    if (!isFromPeer(failure)) {
      text.append(ErrorText.ending(codeOf(failure), role)).append('\n');
    }
    return text.toString();
  }

  private static boolean isFromPeer(IOException failure) {
    return failure instanceof RsyncException rsync && rsync.isFromPeer();
  }

  /** What ends a running transfer is told by its events. */
  static boolean isReported(IOException failure) {
    return failure instanceof RsyncException rsync && rsync.isReported();
  }

  static ExitCode codeOf(IOException failure) {
    if (failure instanceof RsyncException rsync) {
      return rsync.exitCode();
    }
    return failure instanceof InterruptedIOException ? ExitCode.SIGNAL : ExitCode.FILE_IO;
  }
}
