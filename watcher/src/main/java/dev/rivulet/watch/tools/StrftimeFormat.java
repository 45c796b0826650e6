// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.tools;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;

/**
 * Times in the conversions of strftime(3), as in the C locale. What is no conversion stays as it
 * is. Immutable.
 */
final class StrftimeFormat {
  private static final Locale LOCALE = Locale.ENGLISH;

  private final String format;

  StrftimeFormat(String format) {
    this.format = format;
  }

  String format(ZonedDateTime time) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        text.append(c);
      } else {
        char letter = format.charAt(++i);
        // Alternative forms (%E, %O) are the plain ones in this locale.
        if ((letter == 'E' || letter == 'O') && i + 1 < format.length()) {
          letter = format.charAt(++i);
        }
        append(text, letter, time);
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, char letter, ZonedDateTime time) {
    int hour12 = time.get(ChronoField.CLOCK_HOUR_OF_AMPM);
    int weekday = time.getDayOfWeek().getValue();
    switch (letter) {
      case 'a' -> text.append(time.getDayOfWeek().getDisplayName(TextStyle.SHORT, LOCALE));
      case 'A' -> text.append(time.getDayOfWeek().getDisplayName(TextStyle.FULL, LOCALE));
      case 'b', 'h' -> text.append(time.getMonth().getDisplayName(TextStyle.SHORT, LOCALE));
      case 'B' -> text.append(time.getMonth().getDisplayName(TextStyle.FULL, LOCALE));
      case 'c' -> composed(text, "%a %b %e %H:%M:%S %Y", time);
      case 'C' -> zeros(text, 2, time.getYear() / 100);
      case 'd' -> zeros(text, 2, time.getDayOfMonth());
      case 'D', 'x' -> composed(text, "%m/%d/%y", time);
      case 'e' -> blanks(text, time.getDayOfMonth());
      case 'F' -> composed(text, "%Y-%m-%d", time);
      case 'g' -> zeros(text, 2, time.get(IsoFields.WEEK_BASED_YEAR) % 100);
      case 'G' -> text.append(time.get(IsoFields.WEEK_BASED_YEAR));
      case 'H' -> zeros(text, 2, time.getHour());
      case 'I' -> zeros(text, 2, hour12);
      case 'j' -> zeros(text, 3, time.getDayOfYear());
      case 'k' -> blanks(text, time.getHour());
      case 'l' -> blanks(text, hour12);
      case 'm' -> zeros(text, 2, time.getMonthValue());
      case 'M' -> zeros(text, 2, time.getMinute());
      case 'n' -> text.append('\n');
      case 'p' -> text.append(time.getHour() < 12 ? "AM" : "PM");
      case 'P' -> text.append(time.getHour() < 12 ? "am" : "pm");
      case 'r' -> composed(text, "%I:%M:%S %p", time);
      case 'R' -> composed(text, "%H:%M", time);
      case 's' -> text.append(time.toEpochSecond());
      case 'S' -> zeros(text, 2, time.getSecond());
      case 't' -> text.append('\t');
      case 'T', 'X' -> composed(text, "%H:%M:%S", time);
      case 'u' -> text.append(weekday);
      case 'U' -> zeros(text, 2, (time.getDayOfYear() + 6 - weekday % 7) / 7);
      case 'V' -> zeros(text, 2, time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case 'w' -> text.append(weekday % 7);
      case 'W' -> zeros(text, 2, (time.getDayOfYear() + 6 - (weekday + 6) % 7) / 7);
      case 'y' -> zeros(text, 2, time.getYear() % 100);
      case 'Y' -> text.append(time.getYear());
      case 'z' -> text.append(DateTimeFormatter.ofPattern("xx", LOCALE).format(time));
      case 'Z' -> text.append(DateTimeFormatter.ofPattern("zzz", LOCALE).format(time));
      case '%' -> text.append('%');
      default -> text.append('%').append(letter);
    }
  }

  private static void composed(StringBuilder text, String format, ZonedDateTime time) {
    text.append(new StrftimeFormat(format).format(time));
  }

  private static void zeros(StringBuilder text, int width, int number) {
    padded(text, '0', width, number);
  }

  private static void blanks(StringBuilder text, int number) {
    padded(text, ' ', 2, number);
  }

  private static void padded(StringBuilder text, char filler, int width, int number) {
    String digits = Integer.toString(number);
    text.append(String.valueOf(filler).repeat(Math.max(0, width - digits.length())));
    text.append(digits);
  }
}
