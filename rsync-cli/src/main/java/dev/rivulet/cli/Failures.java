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
    ExitCode code = codeOf(failure);
    if (!isReported(failure)) {
      console.error(ErrorText.reason(failure, role));
    }
    if (!isFromPeer(failure)) {
      console.error(ErrorText.ending(code, role));
    }
    return code;
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
