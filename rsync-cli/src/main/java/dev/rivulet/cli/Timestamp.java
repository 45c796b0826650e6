// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Moments as rsync shows them, in the time zone of the program. */
final class Timestamp {
  private Timestamp() {}

  /**
   * A moment as {@code 2026/11/20 21:23:17}.
   *
   * @param separator between date and time
   */
  static String of(long epochSecond, char separator) {
    ZonedDateTime when;
    try {
      when = Instant.ofEpochSecond(epochSecond).atZone(ZoneId.systemDefault());
    } catch (DateTimeException e) {
      return "(" + epochSecond + ")";
    }
    StringBuilder text = new StringBuilder(19);
    digits(text, when.getYear(), 4).append('/');
    digits(text, when.getMonthValue(), 2).append('/');
    digits(text, when.getDayOfMonth(), 2).append(separator);
    digits(text, when.getHour(), 2).append(':');
    digits(text, when.getMinute(), 2).append(':');
    return digits(text, when.getSecond(), 2).toString();
  }

  private static StringBuilder digits(StringBuilder text, int value, int width) {
    String number = Integer.toString(value);
    for (int i = number.length(); i < width; i++) {
      text.append('0');
    }
    return text.append(number);
  }
}
