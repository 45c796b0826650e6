// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import dev.rivulet.watch.config.ProgramSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether the files of the program have a place, and what it does at the start. */
final class ProgramCheck {
  private static final String PLACE = "program";
  private static final int WRITABLE_BY_OTHERS = 022;

  private ProgramCheck() {}

  static void examine(ProgramSettings settings, Findings findings) {
    directoryOf("log file", settings.logFile(), findings);
    directoryOf("pid file", settings.pidFile(), findings);
    directoryOf("status file", settings.statusFile(), findings);
    settings.controlSocket().ifPresent(socket -> controlSocket(socket, findings));
    if (!settings.insist()) {
      findings.note(PLACE, "ends if a target cannot be reached at the start");
    }
  }

  private static void directoryOf(String what, Optional<Path> file, Findings findings) {
    Optional<Path> directory = file.map(Path::toAbsolutePath).map(Path::getParent);
    if (directory.isPresent() && !Files.isDirectory(directory.get())) {
      findings.problem(
          PLACE,
          "the directory of the " + what + ", " + directory.get() + ", does not exist",
          "mkdir -p " + directory.get());
    }
  }

  /** A missing directory is made, and belongs to nobody else then. */
  private static void controlSocket(Path socket, Findings findings) {
    Path directory = socket.toAbsolutePath().getParent();
    try {
      int mode = (Integer) Files.getAttribute(directory, "unix:mode");
      if ((mode & WRITABLE_BY_OTHERS) != 0) {
        findings.problem(
            PLACE,
            "others may write to " + directory + ", so no control socket is opened there",
            "chmod go-w " + directory + ", or choose another directory");
      }
    } catch (IOException missing) {
      findings.note(PLACE, directory + " will be made for the control socket");
    }
  }
}
