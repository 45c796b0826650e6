// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Moments as rsync shows them, in the time zone of the program. */
public final class Timestamp {
  private Timestamp() {}

  /**
   * A moment as {@code 2026/11/20 21:23:17}.
   *
   * @param separator between date and time
   */
  public static String of(long epochSecond, char separator) {
    return of(epochSecond, separator, ZoneId.systemDefault());
  }

  /** A moment in another time zone. */
  static String of(long epochSecond, char separator, ZoneId zone) {
    ZonedDateTime when;
    try {
      when = Instant.ofEpochSecond(epochSecond).atZone(zone);
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
