// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program.sersync;

import dev.rivulet.watch.source.KernelSetting;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * The kernel settings that sersync writes at every start. Here they are only told: a program that
 * mirrors files does not change the machine.
 */
final class KernelSettings {
  private static final long SERSYNC_WATCHES = 50_000_000;
  private static final long SERSYNC_EVENTS = 327_679;

  private final Values values;

  /** What a setting is at the moment. */
  @FunctionalInterface
  interface Values {
    long of(KernelSetting setting) throws IOException;
  }

  KernelSettings(Values values) {
    this.values = values;
  }

  /** A line for each setting: as it is, and how to make it what sersync makes of it. */
  List<String> lines() {
    return List.of(
        line(KernelSetting.MAX_USER_WATCHES, SERSYNC_WATCHES),
        line(KernelSetting.MAX_QUEUED_EVENTS, SERSYNC_EVENTS));
  }

  private String line(KernelSetting setting, long wanted) {
    String name = "fs.inotify." + setting.name().toLowerCase(Locale.ROOT);
    try {
      long value = values.of(setting);
      String remedy =
          value >= wanted ? "" : " and left alone; if need be: sysctl -w " + name + "=" + wanted;
      return name + " is " + value + remedy;
    } catch (IOException e) {
      return name + " cannot be read: " + e.getMessage();
    }
  }
}
