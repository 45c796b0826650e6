// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program.lsyncd;

import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.watch.FailingPath;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.MirrorStatus;
import dev.rivulet.watch.TargetStatus;
import dev.rivulet.watch.Watcher;
import dev.rivulet.watch.config.WatchConfig;
import dev.rivulet.watch.program.StatusFormat;
import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The status file in lsyncd's form. What waits is counted, not listed; what a target keeps refusing
 * is listed, with the reason.
 */
final class LsyncdStatus implements StatusFormat {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ROOT);

  private final Clock clock;
  private volatile WatchConfig config;

  LsyncdStatus(WatchConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /** Another configuration is in force. */
  void follow(WatchConfig next) {
    config = next;
  }

  @Override
  public void write(Watcher watcher, PrintStream out) {
    write(watcher.status().mirrors(), out);
  }

  void write(List<MirrorStatus> mirrors, PrintStream out) {
    out.print("Lsyncd status report at " + LocalDateTime.now(clock).format(TIME) + "\n\n");
    int directories = 0;
    for (MirrorStatus mirror : mirrors) {
      directories += mirror.directories();
      out.print(mirror.name() + " source=" + mirror.source() + "\n");
      writeDelays(mirror, out);
      writeFilters(mirror.name(), out);
      out.print("\n\n");
    }
    out.print("Inotify watching " + directories + " directories\n");
  }

  private static void writeDelays(MirrorStatus mirror, PrintStream out) {
    int delays = 0;
    for (TargetStatus target : mirror.targets()) {
      delays += target.marksWaiting() + target.marksInFlight();
    }
    out.print("There are " + delays + " delays\n");
    for (TargetStatus target : mirror.targets()) {
      for (FailingPath path : target.failing()) {
        out.print("block  Modify /" + path.path() + " (" + path.reason() + ")\n");
      }
    }
  }

  private void writeFilters(String name, PrintStream out) {
    out.print("Filtering:\n");
    List<FilterRule> rules =
        config.mirrors().stream()
            .filter(mirror -> mirror.name().equals(name))
            .map(Mirror::options)
            .flatMap(options -> options.filters().rules().stream())
            .toList();
    if (rules.isEmpty()) {
      out.print("  nothing.\n");
    }
    for (FilterRule rule : rules) {
      boolean includes = rule.kind() == FilterRule.Kind.INCLUDE;
      out.print((includes ? "+ " : "- ") + rule.shown() + "\n");
    }
  }
}
