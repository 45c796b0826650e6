// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.watch.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The program as a process of its own, from the classes that this test sees. */
final class WatchProcess {
  private static final long LONGEST_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

  private final Process process;
  private final Path out;
  private final Path err;

  private WatchProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static WatchProcess start(Path directory, List<String> arguments) throws IOException {
    return start(directory, Map.of(), arguments);
  }

  /**
   * Starts it.
   *
   * @param directory for what it prints
   * @param environment beside ours
   */
  static WatchProcess start(Path directory, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> line = new ArrayList<>();
    // Whoever runs the tests in the background may have had these ignored.
    line.addAll(List.of("env", "--default-signal=HUP,INT"));
    line.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    line.add("--enable-native-access=ALL-UNNAMED");
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    line.addAll(arguments);
    Path out = Files.createTempFile(directory, "out", "");
    Path err = Files.createTempFile(directory, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new WatchProcess(builder.start(), out, err);
  }

  /** Sends a signal. */
  void signal(String name) throws Exception {
    signal(name, process.pid());
  }

  static void signal(String name, long process) throws Exception {
    int code =
        new ProcessBuilder("kill", "-" + name, Long.toString(process))
            .inheritIO()
            .start()
            .waitFor();
    assertThat(code).isZero();
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
    return process.exitValue();
  }

  String output() throws IOException {
    return Files.readString(out);
  }

  String errors() throws IOException {
    return Files.readString(err);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until a file has some words. */
  void await(Path file, String words) throws IOException {
    long deadline = System.nanoTime() + LONGEST_NANOS;
    while (!Files.exists(file) || !Files.readString(file).contains(words)) {
      assertThat(process.isAlive()).as("ended early: " + errors() + output()).isTrue();
      assertThat(System.nanoTime())
          .as(() -> "\"" + words + "\" in " + text(file))
          .isLessThan(deadline);
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  void awaitOutput(String words) throws IOException {
    await(out, words);
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : file + ", which is not there";
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Ends it if it still runs. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
