// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.testkit.RealRsync;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a device ({@code --copy-devices}). */
class DeviceContentsIT {
  private static final int LONGEST_SECONDS = 60;

  @TempDir private Path work;

  @Test
  @Timeout(LONGEST_SECONDS)
  void noSumIsMadeOfADeviceWithoutEnd() {
    List<String> words = List.of("-ci", "--copy-devices", "/dev/zero");

    assertThat(TraceComparison.ours(to("ours", words)).strip())
        .isEqualTo(RealRsync.find().run(to("real", words)).out().strip())
        .isNotEmpty();
  }

  private List<String> to(String copy, List<String> words) {
    return List.of(words.get(0), words.get(1), words.get(2), work.resolve(copy).toString());
  }
}
