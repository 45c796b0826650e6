// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.watch.doctor.RsyncdFile.Setting;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a module can be used, and written to: its directory, its user, {@code read only}. */
final class ModuleCheck implements RsyncdCheck {
  @Override
  public void examine(RsyncdFile file, Findings findings) {
    if (file.modules().isEmpty()) {
      findings.problem("rsyncd.conf", "has no module", "add [name] with a path");
    }
    for (String module : file.modules()) {
      directory(file, module, findings);
      identity(file.effective(module, "uid"), findings);
      if (!file.isOff(module, "read only")) {
        findings.note("[" + module + "]", "is read-only: files can be fetched, not sent");
      }
    }
  }

  private static void directory(RsyncdFile file, String module, Findings findings) {
    Optional<Setting> path = file.effective(module, "path");
    if (path.isEmpty()) {
      findings.problem("[" + module + "]", "has no path", "add \"path = /some/directory\"");
      return;
    }
    String typed = ByteText.display(path.get().meant());
    if (!typed.startsWith("/")) {
      findings.problem(path.get().place(), "the path is relative", "write it with a / in front");
    } else if (!typed.contains("%") && !Files.isDirectory(Path.of(typed))) {
      findings.problem(path.get().place(), typed + " is no directory here", "mkdir -p " + typed);
    }
  }

  private static void identity(Optional<Setting> uid, Findings findings) {
    if (uid.isEmpty() || uid.get().meant().matches("[0-9]+|.*%.*")) {
      return;
    }
    try {
      FileSystems.getDefault()
          .getUserPrincipalLookupService()
          .lookupPrincipalByName(uid.get().meant());
    } catch (IOException e) {
      findings.problem(
          uid.get().place(),
          "there is no user " + ByteText.display(uid.get().meant()) + " here",
          "make the user, or write another");
    }
  }
}
