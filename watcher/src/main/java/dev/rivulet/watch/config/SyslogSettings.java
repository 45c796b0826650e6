// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

import java.util.List;

/**
 * How lines are marked in the system log.
 *
 * @param facility one of syslog's names, as {@code daemon} or {@code user}
 * @param tag in front of every line
 */
public record SyslogSettings(String facility, String tag) {
  /** What lines are marked with unless something else is said. */
  public static final String USUAL_TAG = "rsync-watch";

  /** The names of syslog(3) by their numbers; empty where there is none. */
  private static final List<String> FACILITIES =
      List.of(
          "kern",
          "user",
          "mail",
          "daemon",
          "auth",
          "syslog",
          "lpr",
          "news",
          "uucp",
          "cron",
          "authpriv",
          "ftp",
          "",
          "",
          "",
          "",
          "local0",
          "local1",
          "local2",
          "local3",
          "local4",
          "local5",
          "local6",
          "local7");

  /**
   * Checks the name of the facility.
   *
   * @throws IllegalArgumentException for one that syslog does not have
   */
  public SyslogSettings {
    if (!isFacility(facility)) {
      throw new IllegalArgumentException("no facility of syslog: " + facility);
    }
  }

  /** Whether syslog has a facility of this name; letter case counts. */
  public static boolean isFacility(String name) {
    return !name.isEmpty() && FACILITIES.contains(name);
  }

  /** The number that stands for the facility in a message. */
  public int facilityNumber() {
    return FACILITIES.indexOf(facility);
  }
}
