// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.testkit.RealRsync;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What variables do, beside the real program. */
class EnvironmentIT {
  private final RealRsync real = RealRsync.find();
  private final Path ours = Installation.ofCheckout().program("rsync");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RSYNC_CHECKSUM_LIST='none md5' RSYNC_COMPRESS_LIST=zlib $R -az --debug=nstr src/ dst",
        "RSYNC_CHECKSUM_LIST='md5 & sha1' $R -a src/ dst",
        "RSYNC_CHECKSUM_LIST=md4 $R -a --cc=md5,md4 src/ dst",
        "RSYNC_CHECKSUM_LIST='& foo' $R -a --rsync-path=$R -e ./rsh src/ h:dst",
        "RSYNC_PROTECT_ARGS=' -1' $R -ai --no-old-args --rsync-path=$R -e ./rsh src/ 'h:d*'",
        "RSYNC_PROTECT_ARGS=1 RSYNC_OLD_ARGS=0 $R -a --rsync-path=$R -e ./rsh src/ 'h:d s?'",
        "RSYNC_PARTIAL_DIR=.p $R -a --partial --delay-updates --rsync-path=$R -e ./rsh src h:dst",
      })
  void areObeyedAsByTheRealProgram(String line) throws Exception {
    ShellLines lines = new ShellLines(directory);
    assertThat(lines.run(ours, line)).isEqualTo(lines.run(real.program(), line));
  }
}
