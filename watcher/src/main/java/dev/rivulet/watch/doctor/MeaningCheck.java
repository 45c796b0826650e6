// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import dev.rivulet.watch.doctor.RsyncdFile.Setting;

/** Says of each line that is known what it is about. */
final class MeaningCheck implements RsyncdCheck {

  @Override
  public void examine(RsyncdFile file, Findings findings) {
    for (Setting setting : file.settings()) {
      setting
          .parameter()
          .ifPresent(parameter -> findings.note(setting.place(), meaning(setting, parameter)));
    }
  }

  private static String meaning(Setting setting, RsyncdParameter parameter) {
    boolean isDefault = setting.module().isEmpty() && !parameter.global();
    return parameter.name()
        + " = "
        + setting.shown()
        + (parameter.kind() == RsyncdParameter.Kind.BOOLEAN ? ": whether " : ": ")
        + parameter.purpose()
        + (isDefault ? ", in every module that does not say otherwise" : "");
  }
}
