// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our inotifywait and inotifywatch beside the original ones: the same command and the same changes,
 * one after the other, give the same output, messages and exit code.
 */
class InotifyToolsIT {
  private static final long LONGEST_SECONDS = 30;

  @TempDir Path directory;

  private record Run(int exitCode, String output, String errors) {}

  @FunctionalInterface
  private interface Changes {
    void make(Path tree) throws IOException;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothere",
        "-e foo tree",
        "-t 1 -q tree",
        "--bogus tree",
        "--format %T tree",
        "--exclude a --include b tree",
        "-t x tree",
        "--e close tree",
        "-m -t 1 -r tree nothere",
        "--exclude a --exclude b -I -r -t 1 tree",
        "--exclude a --excludei b tree",
        "--timefmt %H tree",
        "--fromfile names --fromfile names tree",
        "-o nothere/out tree"
      })
  void answersAsTheOriginalWithoutAnyEvent(String arguments) throws Exception {
    String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ");
    assertSame(tree -> {}, "inotifywait", words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-m -r tree",
        "-m tree/file",
        "-m -r -e close_write,moved_to,create tree/",
        "-m -r --include [[:alpha:]]ew$ -e create,delete,modify tree",
        "-m -r --format %w|%f|%e|%:e|%%|%q|%n| tree",
        "-m -r -c tree",
        "-m -r --no-newline --format %w%f\\n%n%e%0 tree",
        "-m -r -P --excludei WITH --fromfile names",
        "-e close_write tree",
        "-r -e delete tree"
      })
  void printsTheEventsThatTheOriginalPrints(String arguments) throws Exception {
    Run original = assertSame(InotifyToolsIT::change, "inotifywait", arguments.split(" "));
    assertThat(original.output()).isNotEmpty();
  }

  @Test
  void countsWhatTheOriginalCounts() throws Exception {
    assertSame(
        InotifyToolsIT::change,
        "inotifywatch",
        "-v",
        "-z",
        "-t",
        "2",
        "-a",
        "modify",
        "-r",
        "tree");
  }

  /** The original loses most of these: the tree is complete before its watches stand. */
  @Test
  void missesNothingInNestedNewDirectories() throws Exception {
    Path tree = freshTree("ours");
    int trees = 200;
    Run run =
        run(
            Installation.ofCheckout().program("inotifywait").toString(),
            tree,
            List.of("-m", "-r", "-q", "-e", "close_write", "--format", "%w%f", "tree"),
            at -> {
              for (int i = 0; i < trees; i++) {
                Path leaf = Files.createDirectories(at.resolve("t" + i + "/a/b")).resolve("leaf");
                Files.writeString(leaf, "x");
              }
            });
    assertThat(run.output().lines().filter(line -> line.endsWith("/a/b/leaf")).distinct())
        .hasSize(trees);
  }

  private static void change(Path tree) throws IOException {
    Files.writeString(tree.resolve("new"), "x");
    Files.move(tree.resolve("new"), tree.resolve("sub/new"));
    Files.delete(tree.resolve("sub/new"));
    Files.writeString(tree.resolve("with, comma and \"quotes\" "), "x");
    // One event: two of the same kind are one if nobody has read the first.
    Files.writeString(tree.resolve("file"), "more", StandardOpenOption.APPEND);
    Files.setLastModifiedTime(tree.resolve("file"), FileTime.fromMillis(0));
    Files.move(tree.resolve("sub"), tree.resolve("moved"), StandardCopyOption.ATOMIC_MOVE);
    Files.writeString(tree.resolve("moved/inside"), "x");
    Files.delete(tree.resolve("moved/inside"));
    Files.delete(tree.resolve("file"));
  }

  private Run assertSame(Changes changes, String tool, String... arguments) throws Exception {
    List<String> words = List.of(arguments);
    Run original = run(tool, freshTree("original"), words, changes);
    Run ours =
        run(Installation.ofCheckout().program(tool).toString(), freshTree("ours"), words, changes);
    assertThat(ours.output()).isEqualTo(original.output());
    assertThat(withoutHelp(ours.errors())).isEqualTo(withoutHelp(original.errors()));
    assertThat(ours.exitCode()).isEqualTo(original.exitCode());
    return original;
  }

  private static String withoutHelp(String errors) {
    return errors.lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> a + b + "\n");
  }

  private Path freshTree(String name) throws IOException {
    Path place = directory.resolve(name);
    if (Files.exists(place)) {
      try (Stream<Path> all = Files.walk(place)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Path tree = Files.createDirectories(place.resolve("tree/sub")).getParent();
    Files.writeString(tree.resolve("file"), "content");
    Files.writeString(place.resolve("names"), "tree\n@tree/none\n");
    return tree;
  }

  private Run run(String program, Path tree, List<String> arguments, Changes changes)
      throws Exception {
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .directory(tree.getParent().toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      boolean quiet = arguments.stream().anyMatch(word -> word.startsWith("-q"));
      awaitReady(process, err, quiet);
      if (process.isAlive()) {
        changes.make(tree);
        awaitSilence(process, out);
      }
      boolean monitors = arguments.contains("-m") && !arguments.contains("-t");
      if (monitors) {
        process.destroy();
      }
      assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).as("ended").isTrue();
      return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.destroyForcibly();
    }
  }

  /** Quiet ones do not tell: then the kernel does, which lists the watches of a process. */
  private static void awaitReady(Process process, Path err, boolean quiet) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (process.isAlive()
        && !(quiet
            ? watches(process) > 1
            : Files.readString(err).contains("stablished")
                || Files.readString(err).contains("now collecting"))) {
      assertThat(System.nanoTime() - deadline).as(Files.readString(err)).isNegative();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  private static long watches(Process process) {
    long watches = 0;
    try (Stream<Path> infos = Files.list(Path.of("/proc/" + process.pid() + "/fdinfo"))) {
      for (Path info : infos.toList()) {
        watches += Files.readAllLines(info).stream().filter(l -> l.startsWith("inotify")).count();
      }
    } catch (IOException e) {
      // What is listed there may be closed, and the process over, before it is read.
      return 0;
    }
    return watches;
  }

  /** Until nothing more has been printed for a while. */
  private static void awaitSilence(Process process, Path out) throws IOException {
    long size = -1;
    int same = 0;
    while (process.isAlive() && same < 10) {
      long now = Files.size(out);
      same = now == size ? same + 1 : 0;
      size = now;
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(30));
    }
  }
}
