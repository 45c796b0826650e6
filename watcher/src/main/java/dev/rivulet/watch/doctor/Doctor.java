// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import dev.rivulet.watch.config.ConfigException;
import dev.rivulet.watch.config.ConfigFile;
import dev.rivulet.watch.config.ConfigKind;
import dev.rivulet.watch.config.WatchConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Examines a configuration of any kind and the system it is about; changes nothing. */
public final class Doctor {
  private final Findings findings = new Findings();

  private Doctor() {}

  /** Everything there is to say about a file, problems and explanations. */
  public static List<Finding> examine(Path file) throws InterruptedException {
    Doctor doctor = new Doctor();
    try {
      doctor.read(file);
    } catch (ConfigException e) {
      doctor.findings.problem(e.place(), e.problem(), e.remedy());
    }
    return doctor.findings.all();
  }

  private void read(Path file) throws ConfigException, InterruptedException {
    ConfigKind kind = ConfigFile.kind(file);
    findings.note(file.toString(), "is a configuration of " + kind.program());
    if (kind == ConfigKind.RSYNCD) {
      RsyncdDoctor.examine(file, findings);
      return;
    }
    WatchConfig config = ConfigFile.read(file);
    config
        .remarks()
        .forEach(remark -> findings.add(remark.place(), remark.text(), remark.remedy()));
    ProgramCheck.examine(config.settings(), findings);
    ReactionCheck.examineCompanions(config.companions(), findings);
    for (MirrorCheck check : checks()) {
      check.examine(config.mirrors(), findings);
    }
  }

  private static List<MirrorCheck> checks() {
    List<MirrorCheck> checks =
        new ArrayList<>(List.of(new SummaryCheck(), new SourceCheck(), new ReactionCheck()));
    checks.addAll(WatchLimitCheck.ofThisSystem());
    checks.add(new ReceiverCheck());
    return checks;
  }
}
