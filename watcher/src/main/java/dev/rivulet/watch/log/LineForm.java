// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.log;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a line of a log looks like. */
@FunctionalInterface
public interface LineForm {

  /** The time as rsync's own logs have it, and the text. */
  LineForm USUAL =
      new LineForm() {
        private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss", Locale.ROOT);

        @Override
        public String line(LocalDateTime time, Log.Level level, String text) {
          return time.format(TIME) + " " + text;
        }
      };

  /** The line without the newline at its end. */
  String line(LocalDateTime time, Log.Level level, String text);
}
