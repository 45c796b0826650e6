// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.RsyncException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** When a transfer is given up (rsync(1), --stop-after and --stop-at). */
final class StopTime {
  private static final int MOST_DIGITS = 9;
  private static final int MOST_YEARS = 8;

  /** A value that was left out. */
  private static final int OPEN = -1;

  private final String text;
  private int at;
  private int year = OPEN;
  private int month = OPEN;
  private int day = OPEN;
  private int hour = OPEN;
  private int minute = OPEN;

  private StopTime(String text) {
    this.text = text;
  }

  /**
   * So many minutes from now.
   *
   * @return seconds since 1970
   */
  static long after(String minutes) throws RsyncException {
    StopTime reader = new StopTime(minutes);
    int number = reader.number();
    if (number <= 0) {
      throw Usage.error("invalid --stop-after value: " + minutes);
    }
    return System.currentTimeMillis() / 1000 + number * 60L;
  }

  /**
   * The next time that matches what is given of {@code YEAR-MONTH-DAYTHOUR:MINUTE}.
   *
   * @return seconds since 1970
   */
  static long at(String text) throws RsyncException {
    ZoneId zone = ZoneId.systemDefault();
    return at(text, LocalDateTime.now(zone)).atZone(zone).toEpochSecond();
  }

  /** The next time that matches, seen from {@code now}. */
  static LocalDateTime at(String text, LocalDateTime now) throws RsyncException {
    StopTime time = new StopTime(text);
    if (!time.read()) {
      throw Usage.error("invalid --stop-at format: " + text);
    }
    LocalDateTime next = time.next(now);
    if (next == null) {
      throw Usage.error("--stop-at time is not in the future: " + text);
    }
    return next;
  }

  private boolean read() {
    boolean clockOnly = text.startsWith(":") || text.startsWith("T");
    if (!clockOnly && !readDate()) {
      return false;
    }
    if (at < text.length() && text.charAt(at) == 'T') {
      at++;
      hour = number();
      if (hour == OPEN || at == text.length()) {
        return false;
      }
    }
    if (at < text.length() && text.charAt(at) == ':') {
      at++;
      minute = number();
      if (minute == OPEN) {
        return false;
      }
    }
    return at == text.length() && isPossible();
  }

  /** The date, or the hour in front of a colon. */
  private boolean readDate() {
    int first = number();
    if (first == OPEN) {
      return false;
    }
    if (at < text.length() && text.charAt(at) == ':') {
      hour = first;
      return true;
    }
    day = first;
    while (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '/')) {
      at++;
      if (year != OPEN) {
        return false;
      }
      year = month;
      month = day;
      day = number();
      if (day == OPEN) {
        return false;
      }
    }
    return true;
  }

  private boolean isPossible() {
    return month <= 12 && month != 0 && day <= 31 && day != 0 && hour <= 23 && minute <= 59;
  }

  /** Digits as a number, {@link #OPEN} if there are none. */
  private int number() {
    int start = at;
    int number = 0;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      if (at - start < MOST_DIGITS) {
        number = number * 10 + text.charAt(at) - '0';
      }
      at++;
    }
    return at == start ? OPEN : number;
  }

  private LocalDateTime next(LocalDateTime now) {
    LocalDateTime candidate = first(now);
    for (int tries = 0; tries < MOST_YEARS * 12 && candidate != null; tries++) {
      LocalDateTime time = withDay(candidate);
      if (time != null && time.isAfter(now)) {
        return time;
      }
      candidate = later(candidate);
    }
    return null;
  }

  /** What is given, the rest from now or the smallest value; the day still 1. */
  private LocalDateTime first(LocalDateTime now) {
    LocalDateTime time = now.truncatedTo(ChronoUnit.MINUTES);
    boolean dated = day != OPEN;
    int atHour = hour != OPEN ? hour : dated ? 0 : time.getHour();
    int atMinute = minute != OPEN ? minute : 0;
    time = time.withHour(atHour).withMinute(atMinute);
    if (year != OPEN) {
      time = time.withDayOfMonth(1).withYear(year < 100 ? century(year, now) : year);
    }
    if (dated) {
      time = time.withDayOfMonth(1);
    }
    return month == OPEN ? time : time.withDayOfMonth(1).withMonth(month);
  }

  /** The next year that ends with two digits. */
  private static int century(int digits, LocalDateTime now) {
    int year = now.getYear() / 100 * 100 + digits;
    return year < now.getYear() ? year + 100 : year;
  }

  private LocalDateTime withDay(LocalDateTime time) {
    if (day == OPEN) {
      return time;
    }
    try {
      return time.withDayOfMonth(day);
    } catch (DateTimeException e) {
      return null; // not every month has this day
    }
  }

  /** The next candidate: one unit more of the largest one that is open. */
  private LocalDateTime later(LocalDateTime time) {
    if (year != OPEN) {
      return null;
    }
    if (month != OPEN) {
      return time.plusYears(1);
    }
    if (day != OPEN) {
      return time.plusMonths(1);
    }
    return hour != OPEN ? time.plusDays(1) : time.plusHours(1);
  }
}
