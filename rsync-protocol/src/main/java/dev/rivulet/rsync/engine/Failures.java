// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.engine.dialogue.PeerExit;
import dev.rivulet.rsync.store.StoreException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.EnumSet;
import java.util.Set;

/** What a failure of the whole transfer means: its exit code and its text in rsync's words. */
final class Failures {
  /** After these there is no use in talking to the peer. */
  private static final Set<ExitCode> SPEECHLESS =
      EnumSet.of(ExitCode.SOCKET_IO, ExitCode.STREAM_IO, ExitCode.SIGNAL_USR1, ExitCode.TIMEOUT);

  private Failures() {}

  /** The failure with its exit code; the texts of transport failures name the role. */
  static RsyncException of(IOException failure, String role) {
    if (failure instanceof PeerExit exit) {
      return exit;
    }
    if (failure instanceof RsyncException known) {
      return named(known, role);
    }
    if (failure instanceof InterruptedIOException) {
      return new RsyncException(ExitCode.SIGNAL, "interrupted", failure);
    }
    if (failure instanceof StoreException) {
      return new RsyncException(
          ExitCode.FILE_IO, "rsync: [" + role + "] " + failure.getMessage(), failure);
    }
    return new RsyncException(
        ExitCode.SOCKET_IO, "rsync: [" + role + "] socket error: " + failure.getMessage(), failure);
  }

  private static RsyncException named(RsyncException failure, String role) {
    String text = String.valueOf(failure.getMessage());
    return switch (failure.exitCode()) {
      case SOCKET_IO ->
          text.startsWith("rsync: ")
              ? failure
              : new RsyncException(ExitCode.SOCKET_IO, "rsync: [" + role + "] " + text, failure);
      case TIMEOUT -> new RsyncException(ExitCode.TIMEOUT, "[" + role + "] " + text, failure);
      case STREAM_IO ->
          text.startsWith("connection unexpectedly closed")
              ? new RsyncException(
                  ExitCode.STREAM_IO, "rsync: " + text + " [" + role + "]", failure)
              : failure;
      default -> failure;
    };
  }

  /**
   * Notes what failed on the way out of a failure. It may be the same failure once more: a
   * connection that has broken says so each time it is asked.
   */
  static void alsoFailed(Throwable failure, Throwable other) {
    if (other != failure) {
      failure.addSuppressed(other);
    }
  }

  /** Whether the peer should be told of a failure. */
  static boolean isSpeakable(RsyncException failure) {
    return !SPEECHLESS.contains(failure.exitCode());
  }
}
