// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.watch.config.ProgramSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCheckTest {
  @TempDir Path work;

  private static List<Finding> examine(ProgramSettings.Builder settings) {
    Findings findings = new Findings();
    ProgramCheck.examine(settings.build(), findings);
    return findings.all();
  }

  @Test
  void isContentWithDirectoriesThatAreThere() {
    assertThat(
            examine(
                ProgramSettings.builder()
                    .logFile(work.resolve("log"))
                    .controlSocket(work.resolve("socket"))))
        .isEmpty();
  }

  @Test
  void missesTheDirectoryOfAFile() {
    assertThat(examine(ProgramSettings.builder().statusFile(work.resolve("gone/status"))))
        .singleElement()
        .extracting(Finding::remedy)
        .isEqualTo("mkdir -p " + work.resolve("gone"));
  }

  @Test
  void warnsOfASocketWhereOthersMayWrite() throws IOException {
    Path shared = Files.createDirectory(work.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(examine(ProgramSettings.builder().controlSocket(shared.resolve("s"))))
        .singleElement()
        .matches(Finding::isProblem);
  }

  @Test
  void saysThatAProgramWhichDoesNotInsistEnds() {
    assertThat(examine(ProgramSettings.builder().insist(false)))
        .singleElement()
        .extracting(Finding::text)
        .isEqualTo("ends if a target cannot be reached at the start");
  }
}
