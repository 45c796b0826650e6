// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.system.Posix;
import dev.rivulet.testkit.RealRsync;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Names of {@code --files-from} that lead through symbolic links: where rsync goes, we go. Run by
 * root, a link called {@code foreign} belongs to somebody else.
 */
class ListedNamesIT {
  private static final int SOMEBODY = 65534;

  @TempDir Path directory;
  private Path files;

  @BeforeEach
  void makeTree() throws IOException {
    files = Files.createDirectories(directory.resolve("files/real/sub")).getParent().getParent();
    Files.writeString(files.resolve("real/sub/file"), "inside");
    Files.createDirectories(directory.resolve("outside/sub"));
    Files.writeString(directory.resolve("outside/sub/file"), "outside");
    Files.createSymbolicLink(files.resolve("own"), files.resolve("real"));
    Files.createSymbolicLink(files.resolve("out"), Path.of("../outside"));
    Files.createSymbolicLink(files.resolve("up"), Path.of(".."));
    for (Path target : List.of(files.resolve("foreign"), files.resolve("real/foreign"))) {
      Files.createSymbolicLink(target, files.resolve("real/sub"));
      if (Posix.effectiveUser() == 0) {
        Posix.lchownat(Posix.AT_FDCWD, target.toString().getBytes(UTF_8), SOMEBODY, SOMEBODY);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "own/sub/file, '', -r",
    "out/sub/file, '', -r",
    "foreign/file, '', -r",
    "foreign/, '', -r",
    "foreign/, '', -d",
    "foreign, '', -rl",
    "foreign/./file, '', -r",
    "foreign/file, '', -r --no-R",
    "foreign/file, '', -r --no-implied-dirs",
    "foreign/file, '', -rL",
    "foreign/, '', -rk",
    "foreign/file, '', -r --insecure-links",
    "foreign/file, own/, -r",
    "file, foreign/, -r",
    "own/sub/file, '', -r --confine-root=FILES",
    "out/sub/file, '', -r --confine-root=FILES",
    "out/, '', -r --confine-root=FILES",
    "up/, '', -d --confine-root=FILES"
  })
  void leadNowhereElseThanInRsync(String name, String base, String options) throws Exception {
    Path list = Files.writeString(files.resolve("list"), name + "\n");
    List<String> words =
        new ArrayList<>(List.of(options.replace("FILES", files.toString()).split(" ")));
    words.add("--files-from=" + list);
    words.add(files + "/" + base);

    int expected = RealRsync.find().run(and(words, "expected")).exitCode();

    assertThat(ours(and(words, "copy"))).isEqualTo(expected);
    assertThat(names("copy")).isEqualTo(names("expected"));
  }

  /** The destination is where a bound allows it. */
  private List<String> and(List<String> words, String copy) throws IOException {
    List<String> all = new ArrayList<>(words);
    all.add(Files.createDirectories(files.resolve(copy)) + "/");
    return all;
  }

  private List<String> names(String copy) throws IOException {
    Path root = files.resolve(copy);
    try (Stream<Path> found = Files.walk(root)) {
      return found.map(path -> root.relativize(path).toString()).sorted().toList();
    }
  }

  private static int ours(List<String> words) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return Main.run(words.stream().map(word -> word.getBytes(UTF_8)).toList(), out, out);
  }
}
