// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program.lsyncd;

import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.watch.Backlog;
import dev.rivulet.watch.FailingPath;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.MirrorDetails;
import dev.rivulet.watch.MirrorStatus;
import dev.rivulet.watch.Watcher;
import dev.rivulet.watch.config.SyncStatus;
import dev.rivulet.watch.config.WatchConfig;
import dev.rivulet.watch.program.StatusFormat;
import dev.rivulet.watch.source.SourceKind;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The status file in lsyncd's form, the syncs in the order of the configuration. Names are written
 * as the bytes they are.
 */
final class LsyncdStatus implements StatusFormat {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ROOT);

  /** Paths of a target that are listed; all are counted. */
  private static final int MOST_PATHS = 1000;

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
  public void write(Watcher watcher, List<SyncStatus> actions, PrintStream out) throws IOException {
    List<SyncSection> sections = new ArrayList<>(sections(watcher));
    actions.stream()
        .sorted(Comparator.comparingInt(SyncStatus::position))
        .forEach(each -> sections.add(Math.min(each.position(), sections.size()), section(each)));
    write(sections, out);
  }

  void write(List<SyncSection> sections, PrintStream out) throws IOException {
    line(out, "Lsyncd status report at " + LocalDateTime.now(clock).format(TIME));
    line(out, "");
    for (SyncSection section : sections) {
      for (String line : section.lines()) {
        line(out, line);
      }
      line(out, "");
      line(out, "");
    }
    List<String> watches = sections.stream().flatMap(each -> each.watchLines().stream()).toList();
    line(out, "Inotify watching " + watches.size() + " directories");
    for (String watch : watches) {
      line(out, watch);
    }
    List<String> others = sections.stream().flatMap(each -> each.otherwise().stream()).toList();
    if (!others.isEmpty()) {
      line(out, "Watched in other ways");
      for (String other : others) {
        line(out, other);
      }
    }
  }

  private static void line(PrintStream out, String text) throws IOException {
    out.write(ByteText.bytes(text + "\n"));
  }

  // ---------------------------------------------------------------- mirrors

  private List<SyncSection> sections(Watcher watcher) throws IOException {
    Map<String, MirrorStatus> running =
        watcher.status().mirrors().stream()
            .collect(Collectors.toMap(MirrorStatus::name, Function.identity()));
    List<SyncSection> sections = new ArrayList<>();
    for (Mirror mirror : config.mirrors()) {
      MirrorStatus status = running.get(mirror.name());
      if (status != null) {
        MirrorDetails details =
            watcher
                .details(mirror.name(), MOST_PATHS)
                .orElse(new MirrorDetails(List.of(), List.of()));
        sections.add(section(mirror, status, details));
      }
    }
    return sections;
  }

  static SyncSection section(Mirror mirror, MirrorStatus status, MirrorDetails details) {
    List<String> lines = new ArrayList<>();
    int delays = 0;
    for (Backlog backlog : details.backlogs()) {
      delays += backlog.size();
      lines.addAll(DelayLines.of(backlog, refused(status, backlog.target())));
    }
    String source = ByteText.of(mirror.source());
    return new SyncSection(
        ByteText.of(mirror.name()),
        source,
        delays,
        lines,
        rules(mirror.options().filters().rules()),
        details.watches(),
        otherwise(status, source));
  }

  private static List<FailingPath> refused(MirrorStatus status, String target) {
    return status.targets().stream()
        .filter(each -> each.name().equals(target))
        .flatMap(each -> each.failing().stream())
        .toList();
  }

  /** What is not watched by inotify, and how it is. */
  private static List<String> otherwise(MirrorStatus status, String source) {
    List<String> places = new ArrayList<>();
    if (status.eventSource() != SourceKind.INOTIFY) {
      String kind = status.eventSource().name().toLowerCase(Locale.ROOT);
      places.add("  " + kind + ": " + source);
    }
    for (String polled : status.polled()) {
      places.add("  polling: " + source + ByteText.of(polled) + "/");
    }
    return places;
  }

  private static List<String> rules(List<FilterRule> rules) {
    return rules.stream()
        .map(rule -> (rule.kind() == FilterRule.Kind.INCLUDE ? "+ " : "- ") + rule.shown())
        .map(ByteText::of)
        .toList();
  }

  // ---------------------------------------------------------------- syncs that run commands

  private static SyncSection section(SyncStatus sync) {
    return new SyncSection(
        ByteText.of(sync.name()),
        ByteText.of(sync.source()),
        sync.pending().size(),
        DelayLines.of(sync.pending()),
        rules(sync.filters().rules()),
        sync.watches(),
        List.of());
  }
}
