// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.watch.config.NearestName;
import dev.rivulet.watch.doctor.RsyncdFile.Setting;
import java.util.List;

/** Lines that the daemon logs and ignores: names it does not know, and lines without a value. */
final class UnknownNameCheck implements RsyncdCheck {

  @Override
  public void examine(RsyncdFile file, Findings findings) {
    List<String> known = RsyncdParameter.all().stream().map(RsyncdParameter::name).toList();
    for (Setting setting : file.settings()) {
      if (!setting.hasValue()) {
        findings.problem(
            setting.place(),
            "\"" + ByteText.display(setting.name()) + "\" has no =: the daemon ignores the line",
            "write NAME = VALUE");
      } else if (setting.parameter().isEmpty()) {
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
