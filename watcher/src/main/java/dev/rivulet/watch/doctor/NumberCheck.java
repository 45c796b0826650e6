// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import dev.rivulet.watch.doctor.RsyncdFile.Setting;
import java.util.Optional;

/** Numbers that do not begin with a digit, which count as 0. */
final class NumberCheck implements RsyncdCheck {

  @Override
  public void examine(RsyncdFile file, Findings findings) {
    for (Setting setting : file.settings()) {
      Optional<RsyncdParameter> parameter = setting.parameter();
      if (parameter.isPresent()
          && parameter.get().kind() == RsyncdParameter.Kind.NUMBER
          && !setting.value().matches("(?s)[-+]?[0-9].*")) {
        findings.problem(
            setting.place(),
            "\"" + setting.shown() + "\" is no number and counts as 0",
            "write a number");
      }
    }
  }
}
