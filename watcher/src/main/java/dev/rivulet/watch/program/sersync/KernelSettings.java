// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program.sersync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernel settings that sersync writes at every start. Here they are only told: a program that
 * mirrors files does not change the machine.
 */
final class KernelSettings {
  private static final String WATCHES = "max_user_watches";
  private static final String EVENTS = "max_queued_events";
  private static final long SERSYNC_WATCHES = 50_000_000;
  private static final long SERSYNC_EVENTS = 327_679;

  private final Path directory;

  /**
   * @param directory {@code /proc/sys/fs/inotify} but for tests
   */
  KernelSettings(Path directory) {
    this.directory = directory;
  }

  /** A line for each setting: as it is, and how to make it what sersync makes of it. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    line(WATCHES, SERSYNC_WATCHES, lines);
    line(EVENTS, SERSYNC_EVENTS, lines);
    return lines;
  }

  private void line(String setting, long wanted, List<String> lines) {
    try {
      String value = Files.readString(directory.resolve(setting)).strip();
      boolean enough = value.matches("[0-9]{1,18}") && Long.parseLong(value) >= wanted;
      String name = "fs.inotify." + setting;
      lines.add(
          enough
              ? name + " is " + value
              : name
                  + " is "
                  + value
                  + " and left alone; if need be: sysctl -w "
                  + name
                  + "="
                  + wanted);
    } catch (IOException e) {
      lines.add("fs.inotify." + setting + " cannot be read: " + e.getMessage());
    }
  }
}
