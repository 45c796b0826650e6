// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.io.IOException;
import java.util.List;

/** The lines a failing program ends with, in the form scripts and people know from rsync. */
final class ErrorText {
  private ErrorText() {}

  /** How messages begin that rsync prints without naming itself, most of them about rules. */
  private static final List<String> WHOLE_LINES =
      List.of(
          "rsync: ",
          "rsync  version ",
          "bad response from proxy",
          "failed to open exclude file <",
          "invalid modifier",
          "invalid proxy specification",
          "merge-file include depth",
          "specified-side merge file",
          "unexpected end of filter rule");

  /**
   * What stopped the program.
   *
   * @param role what this end was: client, sender, Receiver, receiver or generator
   */
  static String reason(IOException failure, String role) {
    String message = String.valueOf(failure.getMessage());
    if (!(failure instanceof RsyncException rsync)) {
      return "rsync: [" + role + "] " + message;
    }
    if (rsync.exitCode() == ExitCode.IPC) {
      return "rsync: [" + role + "] " + message;
    }
    if (isWholeLine(message)) {
      return message;
    }
    return switch (kind(rsync)) {
      case SOCKET_IO -> withPrefix("rsync: [" + role + "] ", message);
      case TIMEOUT -> "[" + role + "] " + message;
      case SYNTAX, FILE_IO, FILE_SELECT -> "rsync: [" + role + "] " + message;
      case STREAM_IO -> "rsync: " + message + (message.endsWith("]") ? "" : " [" + role + "]");
      default -> message;
    };
  }

  /** What failed: with the code of a remote shell, that is what came of it. */
  private static ExitCode kind(RsyncException failure) {
    return failure.getCause() instanceof RsyncException first
        ? first.exitCode()
        : failure.exitCode();
  }

  /** The line with the exit code; rsync names the place in its source there. */
  static String ending(ExitCode code, String role) {
    String kind = code == ExitCode.VANISHED ? "warning" : "error";
    return "rsync "
        + kind
        + ": "
        + code.text()
        + " (code "
        + code.code()
        + ") at Main.java(1) ["
        + role
        + "="
        + Version.TEXT
        + "]";
  }

  private static boolean isWholeLine(String message) {
    char first = message.isEmpty() ? 'x' : message.charAt(0);
    return "@-'".indexOf(first) >= 0
        || first >= 'A' && first <= 'Z'
        || WHOLE_LINES.stream().anyMatch(message::startsWith);
  }

  private static String withPrefix(String prefix, String lines) {
    return prefix + lines.replace("\n", "\n" + prefix);
  }
}
