// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.watch.config.NearestName;
import dev.rivulet.watch.doctor.RsyncdFile.Setting;
import java.util.List;

/** Names that the daemon does not know, which it logs and ignores ({@code mac connections}). */
final class UnknownNameCheck implements RsyncdCheck {

  @Override
  public void examine(RsyncdFile file, Findings findings) {
    List<String> known = RsyncdParameter.all().stream().map(RsyncdParameter::name).toList();
    for (Setting setting : file.settings()) {
      if (setting.parameter().isEmpty()) {
        findings.problem(
            setting.place(),
            "\""
                + ByteText.display(setting.name())
                + "\" is not known: the daemon ignores the line",
            "did you mean \"" + known.get(NearestName.of(setting.name(), known)) + "\"?");
      }
    }
  }
}
