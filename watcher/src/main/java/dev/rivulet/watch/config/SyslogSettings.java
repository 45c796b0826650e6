// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

/**
 * How lines are marked in the system log.
 *
 * @param facility one of syslog's names, as {@code daemon} or {@code user}
 * @param tag in front of every line
 */
public record SyslogSettings(String facility, String tag) {}
