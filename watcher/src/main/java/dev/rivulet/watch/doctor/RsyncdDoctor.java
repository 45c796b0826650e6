// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import dev.rivulet.watch.config.ConfigException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Examines an {@code rsyncd.conf}: what each line does, and what was probably meant. */
final class RsyncdDoctor {
  private static final List<RsyncdCheck> CHECKS =
      List.of(
          new MeaningCheck(),
          new UnknownNameCheck(),
          new MisplacedGlobalCheck(),
          new TrailingCommentCheck(),
          new BooleanCheck(),
          new NumberCheck(),
          new HostAccessCheck(),
          new SecretsCheck(),
          new ModuleCheck(),
          new WriteAccessCheck(),
          new MungedLinksCheck());

  private RsyncdDoctor() {}

  static void examine(Path path, Findings findings) throws ConfigException {
    RsyncdFile file = RsyncdFile.read(path);
    for (RsyncdCheck check : CHECKS) {
      check.examine(file, findings);
    }
    List<String> places = new ArrayList<>(List.of(path.toString()));
    file.settings().forEach(setting -> places.add(setting.place()));
    findings.sortBy(places);
  }
}
