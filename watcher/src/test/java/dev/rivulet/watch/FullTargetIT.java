// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.watch.source.Mounts;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A target whose file system, of a megabyte, is full; only root may mount one. */
class FullTargetIT extends DaemonFixture {
  @Test
  void hazard_10_1_aTargetThatWasFullGetsEverythingWhenThereIsRoom() throws Exception {
    Mounts.tmpfs(target);
    try {
      Path filling = Files.write(target.resolve("filling"), new byte[800_000]);
      mirrorTo(module(), TransferOptions.builder().archive().build(), settings -> settings);
      Files.write(source.resolve("large"), new byte[600_000]);
      Files.writeString(source.resolve("small"), "x");
      events.awaitEqual(() -> assertThat(status().reason()).isNotEmpty());
      assertThat(target.resolve("large")).doesNotExist();

      Files.delete(filling);
      awaitEqual();
      events.awaitEqual(() -> assertThat(status().inStep()).isTrue());
    } finally {
      stop();
      Mounts.unmount(target);
    }
  }
}
