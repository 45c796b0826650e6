// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.testkit.RealRsync;
import dev.rivulet.testkit.SystemCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --remove-source-files} leaves at the source, as the real program does. */
class SourceRemovalIT {
  @TempDir private Path work;

  private record Outcome(int exitCode, List<String> left) {}

  @ParameterizedTest
  @ValueSource(strings = {"--link-dest=", "--compare-dest=", "--copy-dest="})
  void isTheSameForWhatAnotherDirectoryHas(String option) throws IOException {
    Outcome expected = links(option, "real");
    assertThat(links(option, "ours")).isEqualTo(expected);
  }

  private Outcome links(String option, String who) throws IOException {
    Path source = Files.createDirectories(work.resolve(who + "/source"));
    Files.createSymbolicLink(source.resolve("link"), Path.of("nowhere"));
    Files.writeString(source.resolve("file"), "text");
    Path other = work.resolve(who + "/other");
    SystemCommand.run("cp", "-a", source.toString(), other.toString());
    return run(who, "-a", option + other);
  }

  /** What was sent was a file of just now; the device is older. */
  @Test
  void isTheSameForADeviceThatIsCopied() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")));
    Outcome expected = device("real");
    assertThat(expected).isEqualTo(new Outcome(23, List.of("device")));
    assertThat(device("ours")).isEqualTo(expected);
  }

  private Outcome device(String who) throws IOException {
    Path source = Files.createDirectories(work.resolve(who + "/source"));
    String device = source.resolve("device").toString();
    SystemCommand.run("mknod", device, "c", "1", "3");
    SystemCommand.run("touch", "-c", "-d", "2026-01-01", device);
    return run(who, "-a", "--copy-devices");
  }

  private Outcome run(String who, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add("--remove-source-files");
    arguments.add(work.resolve(who + "/source") + "/");
    arguments.add(work.resolve(who + "/copy") + "/");
    int code = who.equals("real") ? RealRsync.find().run(arguments).exitCode() : ours(arguments);
    try (Stream<Path> left = Files.list(work.resolve(who + "/source"))) {
      return new Outcome(code, left.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  private static int ours(List<String> arguments) {
    ByteArrayOutputStream silence = new ByteArrayOutputStream();
    return Main.run(
        arguments.stream().map(word -> word.getBytes(UTF_8)).toList(), silence, silence);
  }
}
