// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static dev.rivulet.testkit.TreeAssert.assertThatTree;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.testkit.RealRsync;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batch files of one program are repeated by the other. */
class BatchIT {
  private static final String TEXT = "0123456789abcdef\n".repeat(2000);

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "true, -a",
    "false, -a",
    "true, -az",
    "false, -az",
    "true, -ac --no-W",
    "false, -ac --no-W"
  })
  void oneProgramRepeatsWhatTheOtherRecorded(boolean oursRecords, String options) throws Exception {
    Path source = Files.createDirectories(directory.resolve("src/sub")).getParent();
    Files.writeString(source.resolve("big"), "0123456789abcdef\n".repeat(9000) + "end");
    Files.writeString(source.resolve("sub/small"), "text");
    Files.createSymbolicLink(source.resolve("link"), Path.of("big"));
    for (String name : List.of("one", "two")) {
      Path basis = Files.createDirectories(directory.resolve(name)).resolve("big");
      Files.writeString(basis, "0123456789abcdef\n".repeat(8000));
    }
    String batch = directory.resolve("batch").toString();

    run(oursRecords, options, "--write-batch=" + batch, source + "/", directory + "/one");
    run(!oursRecords, options, "--read-batch=" + batch, directory + "/two");

    for (String name : List.of("one", "two")) {
      Path tree = directory.resolve(name);
      assertThat(tree.resolve("big")).hasSameBinaryContentAs(source.resolve("big"));
      assertThat(tree.resolve("sub/small")).hasContent("text");
      assertThat(Files.readSymbolicLink(tree.resolve("link"))).isEqualTo(Path.of("big"));
    }
  }

  @ParameterizedTest
  @CsvSource({"false, true, -aX", "true, false, -aX --no-W", "true, true, -aX"})
  void recordsOnlyWithAServerThatChangesNothing(boolean ours, boolean oursServes, String options)
      throws Exception {
    Path source = treeWithAttributes();
    for (String name : List.of("there", "one", "two")) {
      Files.writeString(Files.createDirectory(directory.resolve(name)).resolve("big"), TEXT);
    }
    Path program = oursServes ? ourServer() : RealRsync.find().program();
    String[] shell = {"--rsync-path=" + program, "-e", "sh -c 'shift && exec \"$@\"' sh"};

    String pushed = "--only-write-batch=" + directory + "/pushed";
    String there = "host:" + directory + "/there/";
    run(ours, options, pushed, shell[0], shell[1], shell[2], source + "/", there);
    String pulled = "--only-write-batch=" + directory + "/pulled";
    String files = "host:" + source + "/";
    run(ours, options, pulled, shell[0], shell[1], shell[2], files, directory + "/there/");

    assertThat(directory.resolve("there/small")).doesNotExist();
    assertThat(directory.resolve("there/big")).hasContent(TEXT);
    run(true, "-aX", "--read-batch=" + directory + "/pushed", directory + "/one");
    assertThatTree(directory.resolve("one")).withAttributes().ignoringRoot().isEqualTo(source);
    run(false, "-a", "--read-batch=" + directory + "/pulled", directory + "/two");
    assertThatTree(directory.resolve("two")).withAttributes().ignoringRoot().isEqualTo(source);
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, true"})
  void repeatsOnlyRecordedAttributesWhoeverAsksForThem(boolean ours, boolean oursRepeats)
      throws Exception {
    Path source = treeWithAttributes();
    String batch = directory.resolve("batch").toString();

    run(ours, "-aX", "--only-write-batch=" + batch, source + "/", directory + "/none");
    run(oursRepeats, "-a", "--read-batch=" + batch, directory + "/copy");

    assertThat(directory.resolve("none")).doesNotExist();
    assertThatTree(directory.resolve("copy")).withAttributes().ignoringRoot().isEqualTo(source);
  }

  private Path ourServer() throws IOException {
    String java = System.getProperty("java.home") + "/bin/java -XX:TieredStopAtLevel=1";
    String command = java + " -cp " + System.getProperty("java.class.path") + " ";
    Path script = directory.resolve("server");
    Files.writeString(script, "#!/bin/sh\nexec " + command + Main.class.getName() + " \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }

  /** One attribute is so long that it has to be asked for, and two files share it. */
  private Path treeWithAttributes() throws IOException {
    Path source = Files.createDirectory(directory.resolve("src"));
    for (String name : List.of("big", "small", "twin")) {
      Path file = source.resolve(name);
      Files.writeString(file, name.equals("big") ? TEXT + "end" : name);
      String value = name.equals("small") ? "short" : "long ".repeat(20);
      Files.setAttribute(file, "user:test", value.getBytes(UTF_8));
    }
    return source;
  }

  @Test
  void repeatsABatchThatComesThroughAPipe() throws Exception {
    Path source = Files.createDirectory(directory.resolve("src"));
    Files.writeString(source.resolve("file"), "text".repeat(10_000));
    Path batch = directory.resolve("batch");
    run(false, "-a", "--only-write-batch=" + batch, source + "/", directory + "/none");
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process feeder =
        new ProcessBuilder("cp", batch.toString(), pipe.toString()).inheritIO().start();

    run(true, "-a", "--read-batch=" + pipe, directory + "/copy");

    assertThat(feeder.waitFor()).isZero();
    assertThat(directory.resolve("copy/file")).hasSameBinaryContentAs(source.resolve("file"));
  }

  private static void run(boolean ours, String options, String... rest) throws Exception {
    List<String> words = new ArrayList<>(List.of(options.split(" ")));
    words.addAll(List.of(rest));
    assertThat(ours ? ours(words) : RealRsync.find().run(words).exitCode())
        .as("%s", words)
        .isZero();
  }

  private static int ours(List<String> words) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return Main.run(words.stream().map(word -> word.getBytes(UTF_8)).toList(), out, out);
  }
}
