// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.testkit.RealRsync;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines an operator may type whose other end is a program too, beside the original. */
class EverydayLinesIT {
  private final RealRsync real = RealRsync.find();
  private final Path ours = Installation.ofCheckout().program("rsync");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$R -aiR -s --rsync-path=$R -e ./rsh h:\"$PWD/./s*/[f]*\" dst",
        "$R -a --old-args --rsync-path=$R -e ./rsh src/ 'h:one two'; ls",
        "$R -a -e 'sh -c \"echo hello world; cat >/dev/null\"' src h:dst",
      })
  void endAsWithTheRealProgram(String line) throws Exception {
    ShellLines lines = new ShellLines(directory);
    assertThat(lines.run(ours, line)).isEqualTo(lines.run(real.program(), line));
  }
}
