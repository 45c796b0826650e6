// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
  @TempDir Path directory;

  @Test
  void holdsTheNumberWhileItIsOpen() throws IOException {
    Path path = Files.writeString(directory.resolve("pid"), "left behind by a crash\n");
    try (PidFile file = PidFile.create(path, 4711)) {
      assertThat(path).hasContent("4711\n");
      assertThat(file).isNotNull();
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void isNotSharedWithAnotherDaemon() throws IOException {
    Path path = directory.resolve("pid");
    try (PidFile first = PidFile.create(path, 1)) {
      assertThatThrownBy(() -> PidFile.create(path, 2))
          .isInstanceOfSatisfying(
              RsyncException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FILE_IO))
          .hasMessageContaining("failed to create pid file " + path);
      assertThat(path).hasContent("1\n");
      assertThat(first).isNotNull();
    }
  }
}
