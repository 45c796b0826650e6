// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.RsyncException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairLockTest {
  @TempDir Path directory;

  @Test
  void hazard_13_4_aSecondStartIsRefusedWithTheProcessOfTheFirst() throws Exception {
    Path file = directory.resolve("pair.lock");
    long me = ProcessHandle.current().pid();
    try (PairLock held = PairLock.take(file, "/srv to host::m")) {
      assertThat(held).isNotNull();
      assertThatThrownBy(() -> PairLock.take(file, "/srv to host::m"))
          .isInstanceOf(RsyncException.class)
          .hasMessageStartingWith("/srv to host::m is mirrored by process " + me + " already");
      assertThat(Files.readString(file)).isEqualTo(me + "\n");
    }
    PairLock.take(file, "again").close();
  }
}
