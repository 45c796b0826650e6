// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import dev.rivulet.watch.doctor.RsyncdFile.Setting;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Booleans that are none: the daemon says so in its log and keeps what held before. */
final class BooleanCheck implements RsyncdCheck {
  private static final Set<String> WORDS = Set.of("yes", "no", "true", "false", "1", "0", "unset");

  @Override
  public void examine(RsyncdFile file, Findings findings) {
    for (Setting setting : file.settings()) {
      Optional<RsyncdParameter> parameter = setting.parameter();
      if (parameter.isPresent()
          && parameter.get().kind() == RsyncdParameter.Kind.BOOLEAN
          && !WORDS.contains(setting.value().toLowerCase(Locale.ROOT))) {
        findings.problem(
            setting.place(),
            "\""
                + setting.shown()
                + "\" is no boolean, so the line does nothing and "
                + consequence(parameter.get()),
            "write \"" + parameter.get().name() + " = " + firstWord(setting) + "\"");
      }
    }
  }

  private static String consequence(RsyncdParameter parameter) {
    return switch (parameter.name()) {
      case "read only" -> "the module stays read-only: pushing to it fails";
      case "list" -> "the module stays in listings";
      default -> "the default holds: " + parameter.name() + " = " + parameter.otherwise();
    };
  }

  private static String firstWord(Setting setting) {
    String word = setting.value().split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
    return WORDS.contains(word) ? word : "yes\" or \"no";
  }
}
