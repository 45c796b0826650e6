// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rsync-watch run} as a process: signals, files, reloading, the background. */
class WatchServiceIT {
  @TempDir Path directory;

  private Path config;
  private Path log;
  private Path pidFile;
  private WatchProcess program;

  @BeforeEach
  void configure() throws IOException {
    log = directory.resolve("log");
    pidFile = directory.resolve("pid");
    config = directory.resolve("watch.conf");
    write("first", "second");
  }

  @AfterEach
  void stopWhatStillRuns() throws Exception {
    if (program != null) {
      program.kill();
    }
    Optional<ProcessHandle> daemon = daemon();
    if (daemon.isPresent()) {
      daemon.get().destroyForcibly();
      daemon.get().onExit().get(30, TimeUnit.SECONDS);
    }
  }

  private Optional<ProcessHandle> daemon() throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()));
  }

  /** Writes a configuration of these mirrors, whose source and copy are made. */
  private void write(String... mirrors) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("log file = ").append(log).append('\n');
    text.append("pid file = ").append(pidFile).append('\n');
    text.append("control socket = ").append(directory.resolve("control/socket")).append('\n');
    text.append("status file = ").append(directory.resolve("status")).append('\n');
    text.append("status interval = 100ms\n");
    for (String mirror : mirrors) {
      Files.createDirectories(directory.resolve(mirror));
      Files.createDirectories(directory.resolve(mirror + ".copy"));
      text.append("[").append(mirror).append("]\nsource = ").append(directory.resolve(mirror));
      text.append("\ntarget = ").append(directory.resolve(mirror + ".copy/")).append('\n');
    }
    Files.writeString(config, text);
  }

  private void start(String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(List.of(options));
    arguments.add(config.toString());
    program = WatchProcess.start(directory, arguments);
  }

  private void change(String mirror, String file) throws IOException {
    Files.writeString(directory.resolve(mirror).resolve(file), mirror);
    program.await(directory.resolve(mirror + ".copy").resolve(file), mirror);
  }

  private long comparisons() throws IOException {
    program.await(log, "");
    return Files.readString(log).lines().filter(line -> line.contains(" synchronised ")).count();
  }

  private void awaitComparisons(int count) throws IOException {
    while (comparisons() < count) {
      Thread.onSpinWait();
    }
  }

  @Test
  void hazard_13_7_endsWithinSecondsWithItsFilesPutAway() throws Exception {
    start();
    change("first", "a");
    assertThat(pidFile).exists();

    long told = System.nanoTime();
    program.signal("TERM");

    assertThat(program.exitCode()).isZero();
    assertThat(System.nanoTime() - told).isLessThan(TimeUnit.SECONDS.toNanos(15));
    assertThat(pidFile).doesNotExist();
    assertThat(directory.resolve("control/socket")).doesNotExist();
    assertThat(log).content().contains(" ending: received SIGTERM");
    assertThat(program.errors()).isEmpty();
  }

  @Test
  void anInterruptionHasTheExitCodeOfOne() throws Exception {
    start();
    change("first", "a");
    program.signal("INT");
    assertThat(program.exitCode()).isEqualTo(ExitCode.SIGNAL.code());
  }

  @Test
  void aReloadLeavesAloneWhatDidNotChange() throws Exception {
    start();
    awaitComparisons(2);
    change("first", "a");

    write("first", "third");
    program.signal("HUP");
    program.await(log, "configuration read again: 1 mirrors go on, 1 ended, 1 started");
    awaitComparisons(3);
    change("third", "b");
    change("first", "c");

    Files.writeString(directory.resolve("second/late"), "x");
    change("first", "d");
    assertThat(directory.resolve("second.copy/late")).doesNotExist();
    assertThat(comparisons()).isEqualTo(3);
  }

  @Test
  void aFaultyConfigurationIsToldAndTheOldOneStays() throws Exception {
    start();
    change("first", "a");

    Files.writeString(config, "sorce = /x\n[first]\ntarget = h::m\n");
    program.signal("HUP");
    program.await(log, config + ":1: unknown key \"sorce\"; did you mean \"source\"?");
    write("first", "missing");
    Files.delete(directory.resolve("missing"));
    program.signal("HUP");
    program.await(log, "missing/ does not exist. The old configuration stays");

    change("second", "b");
    assertThat(comparisons()).isEqualTo(2);
  }

  @Test
  void theLogMayBeRotatedAtAnyTime() throws Exception {
    start();
    awaitComparisons(2);
    change("first", "a");
    Files.move(log, directory.resolve("log.1"));
    change("first", "b");
    program.await(log, " updated b (");
    Files.move(log, directory.resolve("log.2"));
    program.signal("USR1");
    program.await(log, "");
    change("first", "c");
    program.await(log, " updated c (");

    assertThat(directory.resolve("log.1")).content().contains(" synchronised ");
    assertThat(directory.resolve("log.2")).content().doesNotContain(" synchronised ");
    assertThat(log).content().doesNotContain(" updated b ");
  }

  @Test
  void theStatusFileIsWholeAtAnyTime() throws Exception {
    start();
    change("first", "a");
    Path status = directory.resolve("status");
    program.await(status, "\"inStep\":true");
    for (int i = 0; i < 100; i++) {
      assertThat(status).content().startsWith("{\"version\":").endsWith("}");
    }
  }

  @Test
  void aSecondOneWithTheSamePidFileIsRefused() throws Exception {
    start();
    change("first", "a");
    WatchProcess second = WatchProcess.start(directory, List.of("run", config.toString()));
    assertThat(second.exitCode()).isEqualTo(ExitCode.FILE_IO.code());
    assertThat(second.errors()).contains("pid file " + pidFile).contains("holds it");
    change("first", "b");
  }

  @Test
  void inTheBackgroundItHasNothingOfTheTerminal() throws Exception {
    start("--daemon");
    assertThat(program.exitCode()).isZero();
    assertThat(program.output() + program.errors()).isEmpty();

    long pid = daemon().orElseThrow().pid();
    String[] stat = Files.readString(Path.of("/proc/" + pid + "/stat")).split("\\) ")[1].split(" ");
    assertThat(stat[3]).as("session").isEqualTo(Long.toString(pid));
    for (int stream = 0; stream < 3; stream++) {
      Path place = Path.of("/proc/" + pid + "/fd/" + stream);
      assertThat(Files.readSymbolicLink(place)).hasToString("/dev/null");
    }
    WatchProcess.signal("TERM", pid);
    ProcessHandle.of(pid).ifPresent(handle -> handle.onExit().join());
    assertThat(pidFile).doesNotExist();
  }

  @Test
  void aStartThatFailsInTheBackgroundIsSeen() throws Exception {
    Files.delete(directory.resolve("second"));
    start("--daemon");
    assertThat(program.exitCode()).isEqualTo(ExitCode.FILE_SELECT.code());
    assertThat(program.errors()).contains("second/ does not exist");
    assertThat(pidFile).doesNotExist();
  }
}
