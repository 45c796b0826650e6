// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.log;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/**
 * One line for the log.
 *
 * @param id of the connection, or of the process for what belongs to none
 * @param text printable, see {@link LogText}
 */
record LogLine(LocalDateTime time, long id, String text) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss");

  /** The line as it stands in a log file: {@code YYYY/MM/DD HH:MM:SS [ID] TEXT}. */
  String forFile() {
    return TIME.format(time) + " [" + id + "] " + text + "\n";
  }
}
