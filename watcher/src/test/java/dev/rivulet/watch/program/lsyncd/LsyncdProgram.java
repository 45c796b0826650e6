// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program.lsyncd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** lsyncd as a process: the original, or ours in its place. */
final class LsyncdProgram implements Closeable {
  private static final Path ORIGINAL = Path.of("/usr/bin/lsyncd");
  private static final long LONGEST_NANOS = Duration.ofSeconds(40).toNanos();
  private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();

  private final Process process;
  private final Path out;

  private LsyncdProgram(Process process, Path out) {
    this.process = process;
    this.out = out;
  }

  /** The program that is to be replaced. */
  static LsyncdProgram original(Path directory, String... arguments) throws IOException {
    assertThat(ORIGINAL).as("this test needs the original lsyncd").isExecutable();
    return start(directory, List.of(ORIGINAL.toString()), arguments);
  }

  static LsyncdProgram ours(Path directory, String... arguments) throws IOException {
    List<String> line =
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    return start(directory, line, arguments);
  }

  private static LsyncdProgram start(Path directory, List<String> program, String... arguments)
      throws IOException {
    List<String> line = new ArrayList<>(program);
    line.addAll(List.of(arguments));
    Path out = Files.createTempFile(directory, "out", "");
    Process process =
        new ProcessBuilder(line)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    return new LsyncdProgram(process, out);
  }

  /** Its standard output and error so far. */
  String output() throws IOException {
    return Files.readString(out);
  }

  /** Waits for its end. */
  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
    return process.exitValue();
  }

  void signal(String name) throws Exception {
    String[] command = {"kill", "-" + name, Long.toString(process.pid())};
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  /** Waits for something that happens while it runs. */
  void await(String what, Condition condition) throws Exception {
    long deadline = System.nanoTime() + LONGEST_NANOS;
    while (!condition.isMet()) {
      assertThat(process.isAlive()).as("ended early: " + output()).isTrue();
      assertThat(System.nanoTime()).as(what + "; it says " + output()).isLessThan(deadline);
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** Something to wait for. */
  interface Condition {
    boolean isMet() throws Exception;
  }

  void awaitOutput(String words) throws Exception {
    await("\"" + words + "\"", () -> output().contains(words));
  }

  @Override
  public void close() throws IOException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
