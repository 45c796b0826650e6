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
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Runs a command on two equal pairs of trees, {@code source} and {@code copy}, with the real
 * program and with ours, and compares the lines they print, errors as well. The roles run side by
 * side, so the order of the lines is free; numbers of processes, addresses, places in the program
 * and the ends of temporary names are not compared.
 */
final class TraceComparison {
  /** What only the real program has to tell: how blocks are searched for, and its memory. */
  private static final Pattern NOT_SHOWN =
      Pattern.compile("match at .*|built hash table|(done )?hash search.*|.* expand .*did move");

  private final Path work;

  TraceComparison(Path work) {
    this.work = work;
  }

  /**
   * Compares.
   *
   * @param operands paths in the directory of the trees, or such paths behind what {@code @} names
   *     in them: the name of that directory
   */
  void assertSameLines(String options, String... operands) throws IOException {
    List<String> expected = lines(true, options, operands);
    List<String> actual = lines(false, options, operands);
    assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(expected).isNotEmpty();
  }

  private List<String> lines(boolean real, String options, String... operands) throws IOException {
    Path directory = Files.createTempDirectory(work, real ? "real" : "ours");
    makeTrees(directory);
    List<String> arguments = new ArrayList<>(List.of(options.split(" ")));
    for (String operand : operands) {
      String name = directory.getFileName().toString();
      arguments.add(operand.contains("@") ? operand.replace("@", name) : directory + "/" + operand);
    }
    return (real ? real(arguments) : ours(arguments))
        .lines()
        .map(line -> withoutPlaces(line, directory))
        .filter(line -> !NOT_SHOWN.matcher(line).matches())
        .map(
            line -> line.replaceAll("^((renaming|set .id of) .*)\\.\\w{6}( (to|from) .*)$", "$1$3"))
        .toList();
  }

  private static String real(List<String> arguments) {
    RealRsync.Run run = RealRsync.find().run(arguments);
    return run.out() + "\n" + run.err();
  }

  private static String withoutPlaces(String line, Path directory) {
    String whole = directory.toString();
    return line.replace(whole, "@DIR@")
        .replace(whole.substring(1), "@DIR@")
        .replace(directory.getFileName().toString(), "@NAME@")
        .replaceAll("pid=\\d+|waiting on \\d+|file=[\\w.]+, line=\\d+", "...")
        .replaceAll("at \\S+ \\[(\\w+)=[^]]*\\]", "at ... [$1]")
        .replaceAll("^(sent|total size) .*", "$1");
  }

  private static void makeTrees(Path directory) throws IOException {
    Path source = Files.createDirectories(directory.resolve("source"));
    Files.createDirectories(source.resolve("sub/deep"));
    Files.createDirectory(source.resolve("empty"));
    Files.writeString(source.resolve("sub/deep/file"), "text");
    Files.writeString(source.resolve("big"), "0123456789".repeat(900));
    Files.writeString(source.resolve("none"), "");
    Files.createLink(source.resolve("sub/linked"), source.resolve("big"));
    Files.createSymbolicLink(source.resolve("link"), Path.of("big"));
    Path copy = Files.createDirectories(directory.resolve("copy/sub")).getParent();
    Files.writeString(copy.resolve("sub/old"), "");
    Files.createDirectories(copy.resolve("gone/inside"));
    Files.writeString(copy.resolve("gone/file"), "");
    Files.writeString(Files.createDirectory(copy.resolve("link")).resolve("in"), "");
    Files.writeString(copy.resolve("empty"), "a file");
    Files.writeString(copy.resolve("other"), "0123456789".repeat(800));
    Files.writeString(copy.resolve("none"), "");
    for (String changed : List.of("age", "more")) {
      Files.writeString(source.resolve(changed), "new text");
      Files.writeString(copy.resolve(changed), "text");
    }
    Files.writeString(source.resolve("zoo"), "text");
    FileTime time = FileTime.fromMillis(1_000_000_000_000L);
    for (String same :
        List.of(
            "none",
            "big",
            "sub/deep/file",
            "sub/deep",
            "sub",
            "empty",
            "age",
            "more",
            "zoo",
            ".")) {
      Files.setLastModifiedTime(source.resolve(same), time);
    }
    for (String same : List.of("none", "sub")) {
      Files.setLastModifiedTime(copy.resolve(same), time);
    }
  }

  static String ours(List<String> arguments) {
    List<byte[]> words = new ArrayList<>();
    arguments.forEach(argument -> words.add(argument.getBytes(UTF_8)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Main.run(words, out, err);
    return out.toString(UTF_8) + "\n" + err.toString(UTF_8);
  }
}
