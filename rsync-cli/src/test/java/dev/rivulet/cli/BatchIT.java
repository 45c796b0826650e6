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
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    "false, -ac",
    "true, -az --protocol=27",
    "false, -az --protocol=27",
    "true, -acH --protocol=28",
    "false, -acH --protocol=28",
    "true, -azH --protocol=29 --checksum-choice=md4",
    "false, -azH --protocol=29 --checksum-choice=md4",
    "true, -ac --protocol=30 --checksum-choice=md5 --zc=zlib",
    "false, -ac --protocol=31"
  })
  void oneProgramRepeatsWhatTheOtherRecorded(boolean oursRecords, String options) throws Exception {
    Path source = Files.createDirectories(directory.resolve("src/sub")).getParent();
    Files.writeString(source.resolve("big"), "0123456789abcdef\n".repeat(9000) + "end");
    Files.writeString(source.resolve("sub/small"), "text");
    Files.createSymbolicLink(source.resolve("link"), Path.of("big"));
    String batch = directory.resolve("batch").toString();
    for (String name : List.of("one", "two")) {
      Path basis = Files.createDirectories(directory.resolve(name)).resolve("big");
      Files.writeString(basis, "0123456789abcdef\n".repeat(8000));
    }

    run(oursRecords, options, "--write-batch=" + batch, source + "/", directory + "/one");
    run(!oursRecords, options, "--read-batch=" + batch, directory + "/two");

    for (String name : List.of("one", "two")) {
      Path tree = directory.resolve(name);
      assertThat(tree.resolve("big")).hasSameBinaryContentAs(source.resolve("big"));
      assertThat(tree.resolve("sub/small")).hasContent("text");
      assertThat(Files.readSymbolicLink(tree.resolve("link"))).isEqualTo(Path.of("big"));
    }
  }

  /** The reader has to be told again what was chosen; the script does. */
  @ParameterizedTest
  @CsvSource({
    "true, --checksum-choice=xxh64 -zz",
    "false, --checksum-choice=xxh64 -zz",
    "true, --checksum-choice=none --zc=zstd",
    "false, --checksum-choice=sha1 -c --zc=lz4",
    "true, --checksum-choice=md4 -c --protocol=30 --zc=lz4",
    "true, --checksum-choice=xxh128 --zc=zstd --protocol=28",
    "false, --checksum-choice=md5 --zc=zlibx --protocol=29"
  })
  void recordsWithAnyChecksumAndCompressorOverAConnection(boolean oursRecords, String choice)
      throws Exception {
    Path source = Files.createDirectory(directory.resolve("src"));
    for (String name : List.of("big", "small")) {
      Files.writeString(source.resolve(name), name.equals("big") ? TEXT + "end" : "text");
      Files.setLastModifiedTime(
          source.resolve(name), FileTime.from(Instant.ofEpochSecond(1_000_000)));
    }
    for (String name : List.of("pushed", "pulled", "one", "two")) {
      Files.writeString(Files.createDirectory(directory.resolve(name)).resolve("big"), TEXT);
    }
    String options = "-a " + choice;
    String shell = "--rsh=sh -c 'shift && exec \"$@\"' sh";
    String[] server = {shell, "--rsync-path=" + RealRsync.find().program()};
    String push = "--write-batch=" + directory + "/push";
    run(
        oursRecords,
        options,
        push,
        server[0],
        server[1],
        source + "/",
        "h:" + directory + "/pushed");
    String pull = "--write-batch=" + directory + "/pull";
    run(
        oursRecords,
        options,
        pull,
        server[0],
        server[1],
        "h:" + source + "/",
        directory + "/pulled");

    run(!oursRecords, options, "--read-batch=" + directory + "/push", directory + "/one");
    run(!oursRecords, options, "--read-batch=" + directory + "/pull", directory + "/two");

    for (String name : List.of("pushed", "pulled", "one", "two")) {
      assertThatTree(directory.resolve(name)).ignoringRoot().isEqualTo(source);
    }
  }

  /** What the recording does not name has to be what the protocol implies, says the other end. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--checksum-choice=md4",
        "--checksum-choice=md5 --protocol=29",
        "--compress-choice=zstd"
      })
  void refusesAChoiceForACopyOnOneMachine(String choice) throws Exception {
    Files.createDirectory(directory.resolve("src"));

    for (boolean ours : List.of(true, false)) {
      String batch = "--write-batch=" + directory.resolve("batch");
      String option = choice.split("[= ]")[0];
      Result result = tell(ours, "-a", choice, batch, directory + "/src/", directory + "/dst");
      assertThat(result.exitCode()).isEqualTo(12);
      assertThat(result.text())
          .startsWith("Your " + option + " value (" + choice.split("[= ]")[1])
          .contains(") was refused by the server.");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-rz --no-inc-recursive, -avHAXc --append",
    "-aX --append-verify, -av --append",
    "-d, -av --no-D",
    "-a --protocol=28, -avHc",
    "-a, -av --delete-before",
    "-a, -v"
  })
  void saysWhichOptionsItTakesFromARecording(String recorded, String given) throws Exception {
    Path source = Files.createDirectory(directory.resolve("src"));
    Files.writeString(source.resolve("file"), "text");
    String batch = directory.resolve("batch").toString();
    run(true, recorded, "--write-batch=" + batch, source + "/", directory + "/dst");

    Result ours = tell(true, given, "--read-batch=" + batch, directory + "/one");
    Result real = tell(false, given, "--read-batch=" + batch, directory + "/two");

    assertThat(ours.exitCode()).isEqualTo(real.exitCode());
    assertThat(aboutOptions(ours)).isEqualTo(aboutOptions(real)).isNotEmpty();
  }

  private static List<String> aboutOptions(Result result) {
    return result.text().lines().filter(line -> line.matches(".*(match the|Incompat).*")).toList();
  }

  /** Blocks are compared, as otherwise the recording would hold whole files. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void recordsDifferencesOnOneMachineToo(boolean ours) throws Exception {
    Path source = Files.createDirectory(directory.resolve("src"));
    Files.writeString(source.resolve("big"), TEXT + "end");
    Files.writeString(Files.createDirectory(directory.resolve("dst")).resolve("big"), TEXT);
    Path batch = directory.resolve("batch");

    run(ours, "-a", "--write-batch=" + batch, source + "/", directory + "/dst");

    assertThat(Files.size(batch)).isLessThan(TEXT.length() / 4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void recordsAListing(boolean ours) throws Exception {
    Path source = Files.createDirectory(directory.resolve("src"));
    Files.writeString(source.resolve("file"), "text");

    run(ours, "-a", "--write-batch=" + directory.resolve("batch"), source + "/");

    assertThat(directory.resolve("batch")).isNotEmptyFile();
    assertThat(Files.readString(directory.resolve("batch.sh")))
        .endsWith(" '-a' --read-batch='" + directory + "/batch' ${1:-'" + source + "/'}\n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void saysWhichFileOfARecordingCannotBeWritten(boolean ours) throws Exception {
    Files.createDirectory(directory.resolve("src"));
    String batch = directory + "/none/batch";

    Result result =
        tell(ours, "-a", "--write-batch=" + batch, directory + "/src/", directory + "/dst");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.text())
        .startsWith(
            "rsync: [Receiver] Batch file \"%s.sh\" open error: No such file or directory (2)\n"
                .formatted(batch));
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
    Result result = tell(ours, options, rest);
    assertThat(result.exitCode()).as("%s %s: %s", options, rest[0], result.text()).isZero();
  }

  /**
   * @param options several words
   * @param rest words that may hold blanks, those of a choice excepted
   */
  private static Result tell(boolean ours, String options, String... rest) throws Exception {
    List<String> words = new ArrayList<>(List.of(options.split(" ")));
    for (String word : rest) {
      words.addAll(word.startsWith("--c") ? List.of(word.split(" ")) : List.of(word));
    }
    if (ours) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      int code = Main.run(words.stream().map(word -> word.getBytes(UTF_8)).toList(), out, out);
      return new Result(code, out.toString(UTF_8));
    }
    RealRsync.Run real = RealRsync.find().run(words);
    return new Result(real.exitCode(), real.out() + real.err());
  }

  private record Result(int exitCode, String text) {}
}
