// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.io.IOException;
import java.util.Map;

/** The words rsync has for a failing transport: the system's text with its error number. */
public final class TransportErrors {
  private static final Map<String, String> TEXTS =
      Map.of(
          "Connection reset", "Connection reset by peer (104)",
          "Connection reset by peer", "Connection reset by peer (104)",
          "Broken pipe", "Broken pipe (32)",
          "Connection refused", "Connection refused (111)",
          "Connection timed out", "Connection timed out (110)",
          "Connect timed out", "Connection timed out (110)",
          "No route to host", "No route to host (113)",
          "Network is unreachable", "Network is unreachable (101)",
          "Network unreachable", "Network is unreachable (101)");

  private TransportErrors() {}

  /** The reason of a failure, for example {@code Connection refused (111)}. */
  public static String reason(IOException failure) {
    String message = failure.getMessage();
    if (message == null) {
      return "connection closed";
    }
    return TEXTS.getOrDefault(message, message);
  }

  /** What a failed read means for the program: exit code 10. */
  static RsyncException readError(IOException cause) {
    return new RsyncException(ExitCode.SOCKET_IO, "read error: " + reason(cause), cause);
  }

  /** What a failed write means for the program: exit code 10. */
  static RsyncException writeError(IOException cause) {
    return new RsyncException(ExitCode.SOCKET_IO, "write error: " + reason(cause), cause);
  }
}
