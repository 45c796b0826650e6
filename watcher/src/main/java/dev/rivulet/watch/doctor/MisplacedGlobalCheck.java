// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import dev.rivulet.watch.doctor.RsyncdFile.Setting;

/** Parameters of the daemon as a whole inside a module, where they do nothing reliable. */
final class MisplacedGlobalCheck implements RsyncdCheck {

  @Override
  public void examine(RsyncdFile file, Findings findings) {
    for (Setting setting : file.settings()) {
      boolean global = setting.parameter().filter(RsyncdParameter::global).isPresent();
      if (global && !setting.module().isEmpty()) {
        findings.problem(
            setting.place(),
            "\""
                + setting.name()
                + "\" is about the daemon, and stands in ["
                + setting.module()
                + "]",
            "put it in front of the first module");
      }
    }
  }
}
