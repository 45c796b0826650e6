// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import dev.rivulet.watch.EventMode;
import dev.rivulet.watch.config.ConfigException;
import dev.rivulet.watch.config.NearestName;
import dev.rivulet.watch.config.ProgramSettings;
import dev.rivulet.watch.config.SyslogSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.luaj.vm2.LuaValue;

/** Reads {@code settings{}}. */
final class SettingsReader {
  /** All that lsyncd 2.2.3 knows. */
  private static final List<String> NAMES =
      List.of(
          "insist",
          "inotifyMode",
          "logfacility",
          "logfile",
          "logident",
          "maxDelays",
          "maxProcesses",
          "nodaemon",
          "pidfile",
          "statusFile",
          "statusInterval");

  private static final String FACILITY = "user";
  private static final String IDENT = "lsyncd";
  private static final double USUAL_INTERVAL_SECONDS = 10;

  private SettingsReader() {}

  /** Refuses names that are no settings, while the program that has them still runs. */
  static void requireKnown(Keys settings, LuaProgram program) {
    for (LuaValue name : settings.names()) {
      String text = name.tojstring();
      if (text.equals("onepass")) {
        throw program.fault(
            "setting \"onepass\" is one of lsyncd 2.3",
            "for one pass use rsync itself with the same options");
      }
      if (!NAMES.contains(text)) {
        String near = "did you mean \"" + NAMES.get(NearestName.of(text, NAMES)) + "\"?";
        throw program.fault("setting \"" + text + "\" unknown", near);
      }
    }
  }

  /**
   * The settings of the program as a whole. Without {@code insist} a target that cannot be reached
   * at the start ends the program, as with lsyncd.
   */
  static ProgramSettings program(Keys settings) throws ConfigException {
    ProgramSettings.Builder builder =
        ProgramSettings.builder()
            .insist(settings.flag("insist", false))
            .foreground(settings.flag("nodaemon", false));
    Optional<Path> logFile = settings.text("logfile").map(Path::of);
    String facility = settings.text("logfacility").orElse(FACILITY);
    String ident = settings.text("logident").orElse(IDENT);
    if (logFile.isPresent()) {
      builder.logFile(logFile.get());
    } else {
      builder.syslog(new SyslogSettings(facility, ident));
    }
    settings.text("pidfile").map(Path::of).ifPresent(builder::pidFile);
    settings.text("statusFile").map(Path::of).ifPresent(builder::statusFile);
    builder.statusInterval(
        seconds(settings, "statusInterval").orElse(ofSeconds(USUAL_INTERVAL_SECONDS)));
    settings.wholeNumber("maxProcesses", 1).ifPresent(builder::maxTransfers);
    return builder.build();
  }

  /** Which event makes a written file worth sending. */
  static EventMode eventMode(Keys settings) throws ConfigException {
    String mode = settings.text("inotifyMode").orElse("CloseWrite");
    return switch (mode) {
      case "CloseWrite" -> EventMode.CLOSE_WRITE;
      case "Modify" -> EventMode.MODIFY;
      case "CloseWrite or Modify" -> EventMode.EITHER;
      default ->
          throw settings.fault(
              "inotifyMode",
              ": '" + mode + "' not a valid inotifyMode",
              "write \"CloseWrite\", \"Modify\" or \"CloseWrite or Modify\"");
    };
  }

  /** A number of seconds, with fractions, not negative. */
  static Optional<Duration> seconds(Keys keys, String key) throws ConfigException {
    Optional<Double> seconds = keys.number(key);
    if (seconds.isPresent() && !(seconds.get() >= 0 && seconds.get() < Integer.MAX_VALUE)) {
      throw keys.fault(key, "must be a number and >= 0", "give it in seconds");
    }
    return seconds.map(SettingsReader::ofSeconds);
  }

  private static Duration ofSeconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
