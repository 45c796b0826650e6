// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLogTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path directory;

  private FileLog open() throws IOException {
    return FileLog.open(directory.resolve("log"), NOON, LineForm.USUAL);
  }

  private String contents(String name) throws IOException {
    return Files.readString(directory.resolve(name));
  }

  @Test
  void linesAreAddedWithTheirTime() throws Exception {
    Files.writeString(directory.resolve("log"), "earlier\n");
    try (Log log = open()) {
      log.write(Log.Level.NORMAL, "first");
      log.write(Log.Level.PROBLEM, "second");
    }
    assertThat(contents("log"))
        .isEqualTo("earlier\n2026/11/20 12:00:00 first\n2026/11/20 12:00:00 second\n");
  }

  @Test
  void aRenamedFileIsFollowedByANewOne() throws Exception {
    try (Log log = open()) {
      log.write(Log.Level.NORMAL, "old");
      Files.move(directory.resolve("log"), directory.resolve("log.1"));
      log.write(Log.Level.NORMAL, "new");
    }
    assertThat(contents("log.1")).endsWith(" old\n").doesNotContain("new");
    assertThat(contents("log")).isEqualTo("2026/11/20 12:00:00 new\n");
  }

  @Test
  void aFileThatWasMadeAnewIsWrittenTo() throws Exception {
    try (Log log = open()) {
      Files.move(directory.resolve("log"), directory.resolve("log.1"));
      Files.writeString(directory.resolve("log"), "");
      log.write(Log.Level.NORMAL, "new");
    }
    assertThat(contents("log.1")).isEmpty();
    assertThat(contents("log")).endsWith(" new\n");
  }

  @Test
  void anEmptiedFileHasNoHole() throws Exception {
    try (Log log = open()) {
      log.write(Log.Level.NORMAL, "copied elsewhere and cut");
      Files.writeString(directory.resolve("log"), "");
      log.write(Log.Level.NORMAL, "new");
    }
    assertThat(contents("log")).isEqualTo("2026/11/20 12:00:00 new\n");
  }

  /** As workers are when a mirror ends: a channel that they write to would be closed for all. */
  @Test
  void theLineOfAnInterruptedThreadIsWrittenAndTheNextOnesToo() throws Exception {
    try (Log log = open()) {
      Thread.currentThread().interrupt();
      log.write(Log.Level.NORMAL, "first");
      assertThat(Thread.interrupted()).isTrue();
      log.write(Log.Level.NORMAL, "second");
    }
    assertThat(contents("log")).contains(" first\n").endsWith(" second\n");
  }

  @Test
  void aFileThatCannotBeOpenedAnewIsKept() throws Exception {
    Path place = Files.createDirectory(directory.resolve("d"));
    Path moved = directory.resolve("moved");
    try (Log log = FileLog.open(place.resolve("log"), NOON, LineForm.USUAL)) {
      Files.move(place, moved);
      log.write(Log.Level.NORMAL, "elsewhere");
      log.reopen();
      Files.move(moved, place);
      log.write(Log.Level.NORMAL, "kept");
    }
    assertThat(contents("d/log"))
        .isEqualTo("2026/11/20 12:00:00 elsewhere\n2026/11/20 12:00:00 kept\n");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsRefused() {
    Path missing = directory.resolve("missing/log");
    assertThatIOException().isThrownBy(() -> FileLog.open(missing, NOON, LineForm.USUAL));
  }
}
