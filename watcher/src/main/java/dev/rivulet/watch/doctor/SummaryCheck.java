// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import dev.rivulet.client.Endpoint;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.MirrorSettings;
import dev.rivulet.watch.Pace;
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
    facts.add(deletions(mirror));
    facts.add(
        pace.delay().isZero()
            ? "changes go at once"
            : "changes wait " + pace.delay().toMillis() / 1000.0 + " s for others");
    if (!mirror.options().filters().isEmpty()) {
      facts.add(mirror.options().filters().rules().size() + " filter rules");
    }
    if (!settings.hooks().isEmpty()) {
      facts.add("commands run with each batch");
    }
    return facts;
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
