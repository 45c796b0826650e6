// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The live mirror as a process, started as {@code rsync-watch} and as {@code rsync --watch}. */
class RsyncWatchIT {
  private static final long LONGEST_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

  @TempDir Path directory;
  private Process process;

  @AfterEach
  void stopWhatStillRuns() throws Exception {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsync-watch", "rsync --watch"})
  void mirrorsUntilASignalEndsIt(String command) throws Exception {
    Path source = Files.createDirectory(directory.resolve("source"));
    Path mirror = Files.createDirectory(directory.resolve("mirror"));
    start(command, "-a", "--delete", source + "/", mirror + "/");
    await(" synchronised ");
    Files.writeString(source.resolve("new"), "content");
    await(" updated new (");
    assertThat(mirror.resolve("new")).hasContent("content");
    Files.delete(source.resolve("new"));
    await(" deleted new (");
    assertThat(mirror.resolve("new")).doesNotExist();

    process.destroy();
    assertThat(exitCode()).isEqualTo(ExitCode.SIGNAL.code());
    assertThat(errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsync-watch", "rsync --watch"})
  void answersAtAControlSocketThatOnlyItsOwnerMayUse(String command) throws Exception {
    Path source = Files.createDirectory(directory.resolve("source"));
    Path mirror = Files.createDirectory(directory.resolve("mirror"));
    Path socket = directory.resolve("control/socket");
    start(command, "-a", "--control=" + socket, source + "/", mirror + "/");
    await(" synchronised ");
    await(() -> Files.exists(socket));

    Path file = Files.writeString(source.resolve("new"), "content");
    assertThat(ask("flush", socket, "")).isEmpty();
    assertThat(Files.getPosixFilePermissions(socket))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    assertThat(mirror.resolve("new")).hasContent("content");
    assertThat(ask("why", socket, file.toString()))
        .containsAnyOf(mirror + "/: confirmed, ", mirror + "/: unchanged");
    assertThat(ask("pause", socket, "")).isEqualTo("1 target paused\n");
    assertThat(ask("resume", socket, mirror + "/")).isEqualTo("1 target resumed\n");
    assertThat(ask("status", socket, "")).contains(mirror + "/  in step, last success ");

    process.destroy();
    assertThat(exitCode()).isEqualTo(ExitCode.SIGNAL.code());
    assertThat(socket).doesNotExist();
    assertThat(errors().lines())
        .satisfiesExactly(
            line -> assertThat(line).endsWith(mirror + "/: paused"),
            line -> assertThat(line).endsWith(mirror + "/: resumed"));
  }

  /** What a command prints that succeeds. */
  private String ask(String command, Path socket, String operand) throws Exception {
    List<String> line = new ArrayList<>();
    line.add(Installation.ofCheckout().program("rsync-watch").toString());
    line.addAll(List.of(command, "--control=" + socket));
    if (!operand.isEmpty()) {
      line.add(operand);
    }
    Path answer = directory.resolve("answer");
    Process asked =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(answer.toFile()).start();
    assertThat(asked.waitFor(30, TimeUnit.SECONDS)).as("answered").isTrue();
    String text = Files.readString(answer);
    assertThat(asked.exitValue()).as(text).isZero();
    return text;
  }

  @Test
  void saysWhatItIs() throws Exception {
    start("rsync-watch", "--version");
    assertThat(exitCode()).isZero();
    assertThat(output()).startsWith("rsync-watch ").contains("Rivulet");
  }

  @Test
  void wantsASourceAndADestination() throws Exception {
    start("rsync-watch", "-a", directory.toString());
    assertThat(exitCode()).isEqualTo(ExitCode.SYNTAX.code());
    assertThat(errors()).startsWith("rsync-watch: ");
    assertThat(output()).isEmpty();
  }

  @Test
  void refusesASourceOnAnotherMachine() throws Exception {
    start("rsync-watch", "-a", "host::module/", directory.toString());
    assertThat(exitCode()).isEqualTo(ExitCode.SYNTAX.code());
    assertThat(errors()).contains("on this machine");
  }

  @Test
  void aSourceThatIsNotThereIsToldAtOnce() throws Exception {
    start("rsync-watch", "-a", directory.resolve("missing") + "/", directory.toString());
    assertThat(exitCode()).isNotZero();
    assertThat(errors()).startsWith("rsync-watch: ").contains("missing");
  }

  private void start(String command, String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of(command.split(" ")));
    line.set(0, Installation.ofCheckout().program(line.get(0)).toString());
    line.addAll(List.of(arguments));
    process =
        new ProcessBuilder(line)
            .redirectOutput(directory.resolve("out").toFile())
            .redirectError(directory.resolve("err").toFile())
            .start();
  }

  private int exitCode() throws InterruptedException {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ended").isTrue();
    return process.exitValue();
  }

  private String output() throws Exception {
    return Files.readString(directory.resolve("out"));
  }

  private String errors() throws Exception {
    return Files.readString(directory.resolve("err"));
  }

  private void await(String words) throws Exception {
    await(() -> output().contains(words));
  }

  private void await(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + LONGEST_NANOS;
    while (!condition.call()) {
      assertThat(process.isAlive()).as("ended early: " + errors()).isTrue();
      assertThat(System.nanoTime()).as(output()).isLessThan(deadline);
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
