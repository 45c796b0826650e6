// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs lines for a shell, each in a new directory with {@code src/file}, an empty {@code dst}, and
 * a remote shell {@code ./rsh} that tells what it runs. In a line, {@code $R} is the program.
 */
final class ShellLines {
  private static final long PATIENCE_SECONDS = 60;

  private final Path directory;
  private int runs;

  ShellLines(Path directory) {
    this.directory = directory;
  }

  /**
   * What can be told from a run.
   *
   * @param errors without the lines that the original prints a varying number of: its second
   *     process may be ended before it says its own
   */
  record Outcome(int exitCode, String output, String errors) {}

  Outcome run(Path program, String line) throws IOException, InterruptedException {
    Path place = prepared("run" + ++runs);
    Path out = place.resolve("out");
    Path err = place.resolve("err");
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
    String errors = errors(err).replace(program.toString(), "R").replace(place.toString(), "");
    return new Outcome(process.exitValue(), Files.readString(out), errors);
  }

  private Path prepared(String name) throws IOException {
    Path place = Files.createDirectories(directory.resolve(name));
    Files.createDirectories(place.resolve("dst"));
    Files.createDirectories(place.resolve("src"));
    Files.writeString(place.resolve("src/file"), "text");
    Path shell =
        Files.writeString(
            place.resolve("rsh"), "#!/bin/sh\necho \"$*\" >&2\nshift\nexec sh -c \"$*\"\n");
    Files.setPosixFilePermissions(shell, PosixFilePermissions.fromString("rwxr-xr-x"));
    return place;
  }

  private static String errors(Path file) throws IOException {
    List<String> varying =
        List.of("rsync error: ", "rsync: connection unexpectedly closed", " safe_write failed ");
    return Files.readAllLines(file).stream()
        .filter(text -> varying.stream().noneMatch(text::contains))
        .collect(Collectors.joining("\n"));
  }
}
