// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.sersync;

import dev.rivulet.watch.config.ConfigException;
import dev.rivulet.watch.config.Remark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The element {@code crontab}: complete transfers from time to time.
 *
 * @param every from one to the next
 * @param excludes patterns of rsync
 */
record Crontab(Duration every, List<String> excludes) {
  private static final int USUAL_MINUTES = 600;

  Crontab {
    excludes = List.copyOf(excludes);
  }

  /**
   * Reads the element.
   *
   * @param filtered whether the filter for events is on
   * @param remarks gets what differs from the original
   * @return empty if it is switched off
   */
  static Optional<Crontab> of(XmlElement crontab, boolean filtered, List<Remark> remarks)
      throws ConfigException {
    XmlElement filter = crontab.child("crontabfilter");
    boolean excludes = filter.isStarted(false);
    if (!crontab.isStarted(false)) {
      return Optional.empty();
    }
    if (filtered && !excludes) {
      remarks.add(
          new Remark(
              crontab.place(),
              "sersync switches the crontab off because the filter is on without a crontabfilter;"
                  + " here it runs, and leaves out what the filter does",
              ""));
    }
    int minutes = crontab.number("schedule", USUAL_MINUTES);
    List<String> patterns = new ArrayList<>();
    for (XmlElement exclude : excludes ? filter.children("exclude") : List.<XmlElement>of()) {
      patterns.add(exclude.required("expression", "write a pattern of rsync"));
    }
    return Optional.of(
        new Crontab(Duration.ofMinutes(minutes > 0 ? minutes : USUAL_MINUTES), patterns));
  }
}
