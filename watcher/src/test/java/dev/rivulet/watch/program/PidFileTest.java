// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
  @TempDir Path directory;

  @Test
  void theFileHoldsTheIdWhileItIsOpen() throws Exception {
    Path path = directory.resolve("pid");
    PidFile file = PidFile.create(path, 77);
    assertThat(path).hasContent("77\n");
    file.close();
    assertThat(path).doesNotExist();
  }

  @Test
  void oneThatWasLeftBehindIsReplaced() throws Exception {
    Path path = Files.writeString(directory.resolve("pid"), "1234567\n");
    PidFile.create(path, 77).close();
    assertThat(path).doesNotExist();
  }

  @Test
  void aSecondOneIsRefused() throws Exception {
    Path path = directory.resolve("pid");
    PidFile file = PidFile.create(path, 77);
    assertThatExceptionOfType(RsyncException.class)
        .isThrownBy(() -> PidFile.create(path, 78))
        .withMessageContaining(path.toString())
        .matches(e -> e.exitCode() == ExitCode.FILE_IO);
    assertThat(path).hasContent("77\n");
    file.close();
  }

  @Test
  void aLinkIsNotFollowed() throws Exception {
    Path victim = Files.writeString(directory.resolve("victim"), "precious");
    Path path = Files.createSymbolicLink(directory.resolve("pid"), victim);
    assertThatExceptionOfType(RsyncException.class).isThrownBy(() -> PidFile.create(path, 77));
    assertThat(victim).hasContent("precious");
  }
}
