// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program {@code rsync-watch}, inside this process. */
class WatchProgramIT {
  private static final long LONGEST_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void mirrorsIntoADirectoryUntilInterruptedAndTellsEachChange() throws Exception {
    Path source = Files.createDirectory(directory.resolve("source"));
    Path mirror = Files.createDirectory(directory.resolve("mirror"));
    ExecutorService threads = Executors.newSingleThreadExecutor();
    Future<ExitCode> end = threads.submit(() -> run("-a", "--delete", source + "/", mirror + "/"));
    try {
      await(end, () -> output().contains(" synchronised "));
      Files.writeString(source.resolve("new"), "content");
      await(end, () -> output().contains(" updated new ("));
      assertThat(mirror.resolve("new")).hasContent("content");
      Files.delete(source.resolve("new"));
      await(end, () -> output().contains(" deleted new ("));
      assertThat(mirror.resolve("new")).doesNotExist();
    } finally {
      threads.shutdownNow();
      assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).as("ended").isTrue();
    }
    assertThat(end.get()).isEqualTo(ExitCode.SIGNAL);
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void saysWhatItIs() {
    assertThat(run("--version")).isEqualTo(ExitCode.OK);
    assertThat(output()).startsWith("rsync-watch of Rivulet");
    assertThat(run("--help")).isEqualTo(ExitCode.OK);
    assertThat(output()).contains("Usage: rsync-watch [OPTION]... SRC... DEST");
  }

  @Test
  void wantsASourceAndADestination() {
    assertThat(run("-a", directory.toString())).isEqualTo(ExitCode.SYNTAX);
    assertThat(err.toString(UTF_8)).contains("Usage: rsync-watch");
  }

  @Test
  void refusesASourceOnAnotherMachine() {
    assertThat(run("-a", "host::module/", directory.toString())).isEqualTo(ExitCode.SYNTAX);
    assertThat(err.toString(UTF_8)).contains("have to be on this machine");
  }

  @Test
  void refusesAnOptionThatDoesNotExist() {
    assertThat(run("--no-such-option", "a/", "b/")).isEqualTo(ExitCode.SYNTAX);
    assertThat(err.toString(UTF_8)).contains("--no-such-option: unknown option");
  }

  @Test
  void aSourceThatIsNotThereIsToldAtOnce() {
    String missing = directory.resolve("missing") + "/";
    assertThat(run("-a", missing, directory.toString())).isNotEqualTo(ExitCode.OK);
    assertThat(err.toString(UTF_8)).startsWith("rsync-watch: ").contains("missing");
  }

  private ExitCode run(String... words) {
    List<byte[]> bytes = Arrays.stream(words).map(word -> word.getBytes(UTF_8)).toList();
    PrintStream standardOutput = new PrintStream(out, true, UTF_8);
    PrintStream standardError = new PrintStream(err, true, UTF_8);
    return new WatchProgram(Map.of(), standardOutput, standardError, Clock.systemUTC()).run(bytes);
  }

  private String output() {
    return out.toString(UTF_8);
  }

  private void await(Future<?> program, BooleanSupplier condition) throws Exception {
    long deadline = System.nanoTime() + LONGEST_NANOS;
    while (!condition.getAsBoolean()) {
      assertThat(program.isDone()).as("ended early: " + err.toString(UTF_8)).isFalse();
      assertThat(System.nanoTime()).as(output()).isLessThan(deadline);
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
