// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.testkit.RealRsync;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the program says to words that mean little or nothing, beside the original. {@code @} is a
 * directory with {@code src/file}, and {@code ''} an empty word.
 */
class UsageIT {
  private final RealRsync real = RealRsync.find();

  @TempDir Path directory;

  private record Outcome(int exitCode, List<String> output, List<String> errors) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "''",
        "-a '' @/dst",
        "-a @/src '' @/dst",
        "-a @/src ''",
        "-a @/src h::m h:x",
        "-a @/src u@[::1]:m h:x",
        "-a localhost::m localhost:x @/dst",
        "-a --delete-missing-args --list-only @/gone",
        "-a --no-h --delete-missing-args --list-only @/gone",
        "-a -M--foo @/src @/dst",
        "-a -M--bwlimit=x @/src @/dst",
        "-a -M-q @/src",
        "-r @/tree",
        "-nv @/src/file @/dst",
        "-v @/src/file",
        "-R --list-only @/src/././gone",
        "-R --list-only --no-implied-dirs @/src/././gone",
        "-R --list-only --no-implied-dirs --protocol=29 @/src/././gone",
        "-an --info=progress2 @/src/ @/dst",
        "-a @/src/file @/src/file/x",
        "--port=1 127.0.0.1::",
        "-a @/src rsync://127.0.0.1:x/m --rsh=false",
      })
  void isToldAsByTheRealProgram(String line) throws IOException {
    Files.createDirectories(directory.resolve("src"));
    Files.writeString(directory.resolve("src/file"), "text");
    for (String name : List.of("tree/a/b", "tree/c")) {
      Files.createDirectories(directory.resolve(name));
      Files.writeString(directory.resolve(name + "/file"), "text");
    }
    List<String> words =
        Stream.of(line.replace("@/", directory + "/").split(" "))
            .map(word -> word.equals("''") ? "" : word)
            .toList();
    RealRsync.Run expected = real.run(words);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(words.stream().map(word -> word.getBytes(UTF_8)).toList(), out, err);

    assertThat(new Outcome(code, shown(out.toString(UTF_8)), firstErrors(err.toString(UTF_8))))
        .isEqualTo(
            new Outcome(expected.exitCode(), shown(expected.out()), firstErrors(expected.err())));
  }

  @Test
  void isAPageOfHelpWithoutAnyOperand() {
    for (List<String> words : List.of(List.<String>of(), List.of("--files-from=/dev/null", "."))) {
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int code =
          Main.run(
              words.stream().map(word -> word.getBytes(UTF_8)).toList(),
              new ByteArrayOutputStream(),
              err);
      assertThat(code).isEqualTo(1);
      assertThat(err.toString(UTF_8).lines())
          .first()
          .asString()
          .startsWith("rsync  version ")
          .doesNotContain("\\#");
    }
  }

  /** Lines that are drawn over each other count as one: how many there are is a matter of time. */
  private static List<String> shown(String output) {
    return output
        .lines()
        .map(line -> line.substring(line.lastIndexOf('\r') + 1))
        .map(line -> line.replaceAll(" +[0-9.]+[kMG]B/s +", " "))
        .filter(line -> !line.matches("sent .* bytes  received .*|total size is .*"))
        .toList();
  }

  /** Without what the original's second process adds, if it comes to that before it is ended. */
  private static List<String> firstErrors(String errors) {
    return errors
        .lines()
        .filter(line -> !line.startsWith("rsync error: "))
        .filter(line -> !line.startsWith("rsync: connection unexpectedly closed"))
        .filter(line -> !line.contains(" safe_write failed "))
        .toList();
  }
}
