// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.Endpoint;
import dev.rivulet.rsync.options.Option;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Java of the README compiles, is what the README shows, and does what it says. */
class ReadmeIT {
  private static final long LONGEST_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

  private static final Pattern OPTION = Pattern.compile("--([a-z][a-z-]*)");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"readme", "watcher"})
  void theReadmeShowsTheExamplesToTheLetter(String name) throws IOException {
    Path root = Installation.ofCheckout().bin().getParent();
    String source =
        Files.readString(
            root.resolve("rsync-cli/src/test/java/dev/rivulet/cli/ReadmeExample.java"));
    String start = "  // tag::" + name + "[]\n";
    String example =
        source
                .substring(
                    source.indexOf(start) + start.length(),
                    source.indexOf("  // end::" + name + "[]"))
                .stripTrailing()
            + "\n";
    assertThat(example.lines().count()).isGreaterThan(8);
    assertThat(Files.readString(root.resolve("README.md")))
        .contains("```java\n" + example.replaceAll("(?m)^  ", "") + "```\n");
  }

  @Test
  void theOptionsOfTheReadmeWorkAndThoseItMissesDoNot() throws IOException {
    String readme = Files.readString(Installation.ofCheckout().bin().resolveSibling("README.md"));
    Set<String> promised = optionsIn(between(readme, "| Options |", "\n"));
    Set<String> missing = optionsIn(between(readme, "Not there yet:", "\n\n"));
    assertThat(promised).hasSizeGreaterThan(6);
    for (Option option : Option.values()) {
      for (String name : option.names()) {
        if (option.isImplemented()) {
          assertThat(missing).doesNotContain(name);
        } else {
          assertThat(promised).doesNotContain(name);
        }
      }
    }
  }

  private static Set<String> optionsIn(String text) {
    return OPTION.matcher(text).results().map(match -> match.group(1)).collect(toSet());
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start);
    return text.substring(from, text.indexOf(end, from));
  }

  @Test
  void theExampleMirrorsUntilItIsInterrupted() throws Exception {
    Path source = Files.createDirectory(directory.resolve("source"));
    Path mirror = Files.createDirectory(directory.resolve("mirror"));
    // Started by root, a module is served as nobody unless its configuration says otherwise.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(mirror, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.writeString(source.resolve("before"), "there before");
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<?> run =
          threads.submit(
              () -> {
                ReadmeExample.serveAndMirror(source + "/", mirror.toString());
                return null;
              });
      awaitContent(mirror.resolve("before"), "there before", run);
      Files.writeString(source.resolve("after"), "made while watched");
      awaitContent(mirror.resolve("after"), "made while watched", run);
    } finally {
      threads.shutdownNow();
      assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).as("ended").isTrue();
    }
  }

  @Test
  void theExampleWithAListenerTellsWhatArrives() throws Exception {
    Path source = Files.createDirectory(directory.resolve("source"));
    Path mirror = Files.createDirectory(directory.resolve("mirror"));
    Endpoint target = Endpoint.parse(mirror + "/");
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(told, true, StandardCharsets.UTF_8));
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<?> run =
          threads.submit(
              () -> {
                ReadmeExample.keepEqual(source + "/", target);
                return null;
              });
      awaitText(told, "equal: true", run);
      Files.writeString(source.resolve("after"), "made while watched");
      awaitText(told, "after after ", run);
      assertThat(mirror.resolve("after")).hasContent("made while watched");
    } finally {
      System.setOut(out);
      threads.shutdownNow();
      assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).as("ended").isTrue();
    }
  }

  private static void awaitText(ByteArrayOutputStream told, String text, Future<?> run)
      throws Exception {
    long deadline = System.nanoTime() + LONGEST_NANOS;
    while (!told.toString(StandardCharsets.UTF_8).contains(text)) {
      if (run.isDone()) {
        run.get();
      }
      assertThat(System.nanoTime()).as(told.toString()).isLessThan(deadline);
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static void awaitContent(Path file, String content, Future<?> run) throws Exception {
    long deadline = System.nanoTime() + LONGEST_NANOS;
    while (!Files.exists(file) || !Files.readString(file).equals(content)) {
      if (run.isDone()) {
        run.get();
      }
      assertThat(System.nanoTime()).as("arrival of " + file).isLessThan(deadline);
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
