// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import dev.rivulet.client.Endpoint;
import dev.rivulet.watch.EventChoice;
import dev.rivulet.watch.FullPass;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.MirrorSettings;
import dev.rivulet.watch.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Says in words what each mirror will do. */
final class SummaryCheck implements MirrorCheck {

  @Override
  public void examine(List<Mirror> mirrors, Findings findings) {
    for (Mirror mirror : mirrors) {
      String targets =
          String.join(", ", mirror.targets().stream().map(Endpoint::toString).toList());
      String source = MirrorSource.shown(mirror);
      findings.note(
          "[" + mirror.name() + "]",
          source + " to " + targets + ": " + String.join("; ", facts(mirror)));
    }
  }

  private static List<String> facts(Mirror mirror) {
    MirrorSettings settings = mirror.settings();
    Pace pace = settings.pace();
    List<String> facts = new ArrayList<>();
    facts.add(
        settings.initialPass()
            ? "everything is compared at the start"
            : "nothing is compared at the start, so nothing proves that both are equal");
    for (FullPass pass : settings.fullPasses()) {
      facts.add("and again every " + shown(pass.every()));
    }
    facts.add(deletions(mirror));
    facts.add(
        pace.delay().isZero()
            ? "changes go at once"
            : "changes wait " + pace.delay().toMillis() / 1000.0 + " s for others");
    facts.addAll(unheard(settings.events()));
    if (!mirror.options().filters().isEmpty()) {
      facts.add(mirror.options().filters().rules().size() + " filter rules");
    }
    if (!settings.hooks().isEmpty()) {
      facts.add("commands run with each batch");
    }
    return facts;
  }

  /** What is not sent when it happens. */
  private static List<String> unheard(EventChoice events) {
    List<String> kinds = new ArrayList<>();
    if (!events.createDirectory()) {
      kinds.add("new directories");
    }
    if (!events.delete()) {
      kinds.add("deletions");
    }
    if (!events.moveFrom()) {
      kinds.add("old names of what is renamed");
    }
    if (!events.moveTo()) {
      kinds.add("new names of what is renamed");
    }
    if (!events.attributes()) {
      kinds.add("attributes alone");
    }
    return kinds.isEmpty()
        ? List.of()
        : List.of("left to complete comparisons: " + String.join(", ", kinds));
  }

  private static String shown(Duration time) {
    return time.toSeconds() % 60 == 0
        ? time.toMinutes() + " minutes"
        : time.toSeconds() + " seconds";
  }

  private static String deletions(Mirror mirror) {
    boolean first = mirror.options().deletion().isOn();
    boolean later = mirror.settings().deletesLater();
    if (first && later) {
      return "what the source does not have is deleted";
    } else if (first) {
      return "what the source does not have is deleted by complete comparisons only";
    }
    return later ? "what vanishes while it runs is deleted" : "nothing is deleted";
  }
}
