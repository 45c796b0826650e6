// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.control;

import dev.rivulet.watch.FailingPath;
import dev.rivulet.watch.MirrorStatus;
import dev.rivulet.watch.TargetFindings;
import dev.rivulet.watch.TargetState;
import dev.rivulet.watch.TargetStatus;
import dev.rivulet.watch.WatcherStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The status of an engine for people: one line for each mirror, one for each of its targets with
 * its lag, and one for each path that does not arrive.
 */
public final class StatusText {
  private static final Set<TargetState> SPEAKS_FOR_ITSELF =
      EnumSet.of(TargetState.STARTING, TargetState.PAUSED);

  private final Instant now;
  private final StringBuilder text = new StringBuilder();

  private StatusText(Instant now) {
    this.now = now;
  }

  /**
   * Puts it into words.
   *
   * @param now from which ages are counted
   */
  public static String of(WatcherStatus status, Instant now) {
    StatusText writer = new StatusText(now);
    status.mirrors().forEach(writer::mirror);
    return writer.text.toString();
  }

  private void mirror(MirrorStatus mirror) {
    text.append(mirror.name());
    if (!mirror.name().equals(mirror.source())) {
      text.append(" (").append(mirror.source()).append(')');
    }
    line(
        String.format(
            ": %s%s%s",
            mirror.eventSource().watched(mirror.directories()),
            mirror.overflows() == 0
                ? ""
                : ", " + count(mirror.overflows(), "overflow", "overflows"),
            mirror.polled().isEmpty() ? "" : ", partly polled"));
    for (String directory : mirror.polled()) {
      line("    polled: " + directory);
    }
    int width =
        mirror.targets().stream().mapToInt(target -> target.name().length()).max().orElse(0);
    mirror.targets().forEach(target -> target(target, width));
  }

  private void target(TargetStatus target, int width) {
    String name = String.format("%-" + Math.max(1, width) + "s", target.name());
    line("  " + name + "  " + String.join(", ", facts(target)));
    for (FailingPath path : target.failing()) {
      line("    failing for " + age(path.since()) + ": " + path.path() + ": " + path.reason());
    }
    int more = target.failingPaths() - target.failing().size();
    if (more > 0) {
      line("    and " + count(more, "more path", "more paths"));
    }
  }

  private List<String> facts(TargetStatus target) {
    List<String> facts = new ArrayList<>();
    facts.add(
        target.inStep() && target.state() == TargetState.UP ? "in step" : words(target.state()));
    if (!target.lag().isZero()) {
      facts.add("lag " + duration(target.lag()));
    }
    int changes = target.marksWaiting() + target.marksInFlight();
    if (changes > 0) {
      facts.add(count(changes, "change", "changes") + " to send");
    }
    if (target.provenAt().isEmpty() && target.state() != TargetState.STARTING) {
      facts.add("equality unproven");
    }
    if (target.failingPaths() > 0) {
      facts.add(target.failingPaths() + " failing");
    }
    facts.addAll(found(target.findings()));
    target.lastSuccess().ifPresent(moment -> facts.add("last success " + age(moment) + " ago"));
    if (!target.reason().isEmpty() && !SPEAKS_FOR_ITSELF.contains(target.state())) {
      facts.add(target.reason());
    }
    return facts;
  }

  private static List<String> found(TargetFindings findings) {
    List<String> facts = new ArrayList<>();
    if (findings.lostUpdates() > 0) {
      facts.add(count(findings.lostUpdates(), "lost update", "lost updates") + " found");
    }
    if (findings.newerAtTarget() > 0) {
      facts.add(count(findings.newerAtTarget(), "file", "files") + " newer there");
    }
    return facts;
  }

  private static String count(long number, String one, String several) {
    return number + " " + (number == 1 ? one : several);
  }

  private static String words(TargetState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private String age(Instant since) {
    return duration(Duration.between(since, now));
  }

  /** In the two largest units that matter. */
  public static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (duration.isNegative()) {
      return "0 ms";
    } else if (seconds < 1) {
      return Math.max(1, duration.toMillis()) + " ms";
    } else if (seconds < 60) {
      return seconds + " s";
    } else if (seconds < 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    } else if (seconds < 86_400) {
      return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
    }
    return seconds / 86_400 + " d " + seconds / 3600 % 24 + " h";
  }

  private void line(String end) {
    text.append(end).append('\n');
  }
}
