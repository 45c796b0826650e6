// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.testkit.RealRsync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What variables do, beside the real program. Each line is for a shell; {@code R} is rsync. */
class EnvironmentIT {
  private static final long PATIENCE_SECONDS = 60;

  private final RealRsync real = RealRsync.find();
  private final Path ours = Installation.ofCheckout().program("rsync");

  @TempDir Path directory;

  /**
   * What can be told from a run.
   *
   * @param errors without what the real program's second process adds when it is ended
   */
  private record Outcome(int exitCode, String output, String errors) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RSYNC_CHECKSUM_LIST='none md5' RSYNC_COMPRESS_LIST=zlib $R -az --debug=nstr src/ dst",
        "RSYNC_CHECKSUM_LIST='md5 & sha1' $R -a src/ dst",
        "RSYNC_CHECKSUM_LIST='foo &' $R -a src/ dst",
        "RSYNC_CHECKSUM_LIST=none $R -ac src/ dst",
        "RSYNC_CHECKSUM_LIST=md4 $R -a --cc=md5,md4 src/ dst",
        "RSYNC_COMPRESS_LIST=lz4 $R -a --rsync-path=\"$R\" -e ./rsh --zc=zlib h:src/ dst",
        "RSYNC_CHECKSUM_LIST='& md4' $R -a --debug=nstr --rsync-path=\"$R\" -e ./rsh src/ h:dst",
        "RSYNC_CHECKSUM_LIST='& foo' $R -a --rsync-path=\"$R\" -e ./rsh src/ h:dst",
      })
  void isObeyedAsByTheRealProgram(String line) throws Exception {
    assertThat(run(ours, line, "ours")).isEqualTo(run(real.program(), line, "real"));
  }

  private Outcome run(Path program, String line, String name) throws Exception {
    Path place = prepared(name);
    Path out = directory.resolve(name + ".out");
    Path err = directory.resolve(name + ".err");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", line)
            .directory(place.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("R", program.toString());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Outcome(process.exitValue(), Files.readString(out), firstErrors(err));
  }

  private Path prepared(String name) throws IOException {
    Path place = Files.createDirectories(directory.resolve(name));
    Files.createDirectories(place.resolve("src"));
    Files.writeString(place.resolve("src/file"), "text");
    Path shell = Files.writeString(place.resolve("rsh"), "#!/bin/sh\nshift\nexec \"$@\"\n");
    Files.setPosixFilePermissions(shell, PosixFilePermissions.fromString("rwxr-xr-x"));
    return place;
  }

  private static String firstErrors(Path errors) throws IOException {
    List<String> ends = List.of("rsync error: ", "rsync: connection unexpectedly closed");
    return Files.readAllLines(errors).stream()
        .filter(text -> ends.stream().noneMatch(text::startsWith))
        .collect(Collectors.joining("\n"));
  }
}
