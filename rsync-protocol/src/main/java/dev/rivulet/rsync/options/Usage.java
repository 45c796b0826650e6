// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.nio.charset.StandardCharsets;

/** Errors in a command line, in rsync's words. */
final class Usage {
  private Usage() {}

  /** An error of the one who typed the options (exit code 1). */
  static RsyncException error(String text) {
    return new RsyncException(ExitCode.SYNTAX, "rsync: " + text);
  }

  /** An option that there is not, at least not here (exit code 1). */
  static RsyncException unknown(String asTyped) {
    return error(asTyped + ": unknown option");
  }

  /** An argument as text in which every byte is one character. */
  static String ascii(byte[] value) {
    return new String(value, StandardCharsets.ISO_8859_1);
  }

  /** An argument as text to show, or with names of users. */
  static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }
}
