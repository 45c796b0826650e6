// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.testkit.RealRsync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --list-only} shows, the same as the real program. */
class ListingIT {
  @TempDir private Path work;

  @BeforeEach
  void makeTree() throws IOException {
    Path source = Files.createDirectories(work.resolve("source/sub")).getParent();
    Files.writeString(source.resolve("sub/file"), "text");
    FileTime accessed = FileTime.fromMillis(1_600_000_000_000L);
    Files.setAttribute(source.resolve("sub/file"), "lastAccessTime", accessed);
    Files.createDirectory(work.resolve("copy"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-a", "-rU --protocol=30", "-d --protocol=29", "-rU --protocol=28", "-aq"})
  void ofAPushComesFromTheServer(String options) throws IOException {
    String module = "use chroot = no\nread only = no\n[m]\npath = " + work.resolve("copy") + "\n";
    if (!options.contains("U")) {
      // To read what it leads to is to have accessed it.
      Files.createSymbolicLink(work.resolve("source/link"), Path.of("sub"));
    }
    List<String> expected;
    try (RealRsync.Daemon daemon =
        RealRsync.find().startDaemon(Files.createDirectory(work.resolve("real")), module)) {
      expected = pushed(options, daemon.port());
    }
    try (OurDaemon daemon = OurDaemon.start(Files.createDirectory(work.resolve("ours")), module)) {
      assertThat(pushed(options, daemon.port())).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-rtU", "-rUU --no-h"})
  void showsTimesOfAccess(String options) {
    List<String> words = new ArrayList<>(List.of(options.split(" ")));
    words.addAll(List.of("--list-only", work.resolve("source") + "/"));

    assertThat(TraceComparison.ours(words).strip())
        .isEqualTo(RealRsync.find().run(words).out().strip());
  }

  private List<String> pushed(String options, int port) {
    List<String> words = new ArrayList<>(List.of(options.split(" ")));
    words.add("--list-only");
    words.add(work.resolve("source") + "/");
    words.add("rsync://127.0.0.1:" + port + "/m/");
    RealRsync.Run run = RealRsync.find().run(words);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out().lines().toList();
  }
}
