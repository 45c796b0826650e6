// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.source.SourceChoice;
import dev.rivulet.watch.source.WatchScope;
import java.io.IOException;
import java.util.List;

/** Whether each source is a directory, and whether its file system tells of all changes. */
final class SourceCheck implements MirrorCheck {

  @Override
  public void examine(List<Mirror> mirrors, Findings findings) {
    for (Mirror mirror : mirrors) {
      String place = "[" + mirror.name() + "]";
      try {
        FileAttributes found = MirrorSource.look(mirror);
        if (found.isDirectory()) {
          examine(mirror, place, findings);
        } else {
          String what = found.isMissing() ? "does not exist" : "is not a directory";
          findings.problem(
              place, MirrorSource.shown(mirror) + " " + what, "make it, or correct its name");
        }
      } catch (IOException e) {
        findings.problem(
            place,
            MirrorSource.shown(mirror) + " cannot be looked at: " + e.getMessage(),
            "run as a user who may read it");
      }
    }
  }

  private static void examine(Mirror mirror, String place, Findings findings) throws IOException {
    WatchScope scope = WatchScope.of(mirror.source(), LocalFiles.currentDirectory());
    SourceChoice choice = SourceChoice.of(mirror.settings().eventSource(), scope);
    String reason = choice.reason().isEmpty() ? "" : ": " + choice.reason();
    findings.note(place, "changes are heard of by " + choice.kind().word() + reason);
  }
}
