// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every source of events has to report, against the real kernel; numbers in comments are those
 * of the hazards they are about.
 */
abstract class EventSourceContract {
  @TempDir Path root;

  final RecordingSink sink = new RecordingSink();
  EventSource source;

  abstract EventSource open(WatchScope scope) throws IOException;

  /** Whether the source is told that a file is closed, and does not have to guess. */
  boolean knowsOfClosing() {
    return true;
  }

  /** Whether the source is told of moves and of attributes, and not only that names change. */
  boolean knowsOfMoves() {
    return true;
  }

  final EventSource open(Path directory, Predicate<TreePath> excluded) throws IOException {
    byte[] path = directory.toString().getBytes(UTF_8);
    return open(
        WatchScope.of(path, LocalFiles.currentDirectory())
            .excluding(excluded)
            .polledEvery(Duration.ofMillis(20))
            .quietFor(Duration.ofMillis(100)));
  }

  @BeforeEach
  void makeSource() throws IOException {
    source = open(root, path -> path.toString().contains("excluded"));
  }

  @AfterEach
  void closeSource() throws IOException {
    if (source != null) {
      source.close();
    }
  }

  @Test
  void isCaughtUpOnlyWhenEverythingBeforeIsReported() throws Exception {
    source.start(sink);
    Assumptions.assumeTrue(source.kind().knowsItsQueue(), "told by the kernel");
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 50; i++) {
        Files.writeString(root.resolve(round + "-" + i), "x");
      }
      while (!source.isCaughtUp()) {
        Thread.onSpinWait();
      }
      assertThat(sink.lines()).contains("changed " + round + "-49");
    }
  }

  @Test
  void hazard_16_8_saysNothingOfWhatIsExcluded() throws Exception {
    Files.createDirectories(root.resolve("excluded/there"));
    source.start(sink);
    Files.writeString(root.resolve("excluded/file"), "x");
    Files.writeString(root.resolve("excluded/there/file"), "x");
    Files.createDirectories(root.resolve("sub/excluded"));
    Files.writeString(root.resolve("sub/excluded/file"), "x");
    Files.writeString(root.resolve("last"), "x");
    sink.await("changed last");

    assertThat(sink.lines()).noneMatch(line -> line.contains("excluded"));
  }

  @Test
  void reportsAFileWhenItIsClosedAndNotBefore() throws Exception {
    Assumptions.assumeTrue(knowsOfClosing(), "told of closing");
    source.start(sink);
    try (RandomAccessFile file = new RandomAccessFile(root.resolve("f").toFile(), "rw")) {
      file.write(1);
      sink.await("written f");
      assertThat(sink.lines()).contains("created f").doesNotContain("changed f");
    }
    sink.await("changed f");
  }

  @Test
  void hazard_2_1_coversEveryLeafOfTreesMadeFasterThanWatchesCanFollow() throws Exception {
    source.start(sink);
    List<TreePath> leaves = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Path directory = Files.createDirectories(root.resolve("t" + i + "/b/c"));
      Files.writeString(directory.resolve("leaf"), "x");
      leaves.add(TreePath.of("t" + i + "/b/c/leaf"));
    }
    for (TreePath leaf : leaves) {
      sink.awaitCovered(leaf);
    }
    sink.clear();
    Files.writeString(root.resolve("t299/b/c/later"), "x");
    sink.await("changed t299/b/c/later");
  }

  @Test
  void hazard_2_4_reportsUnderTheNewNameAfterAParentWasRenamed() throws Exception {
    for (int i = 0; i < 50; i++) {
      Files.createDirectories(root.resolve("old/d" + i));
    }
    source.start(sink);
    Files.move(root.resolve("old"), root.resolve("new"));
    for (int i = 0; i < 50; i++) {
      Files.writeString(root.resolve("new/d" + i + "/f"), "x");
    }
    sink.await("changed old");
    sink.await("tree new");
    for (int i = 0; i < 50; i++) {
      sink.awaitCovered(TreePath.of("new/d" + i + "/f"));
    }
    sink.clear();
    Files.writeString(root.resolve("new/d49/later"), "x");
    sink.await("changed new/d49/later");
  }

  @Test
  void hazard_2_7_forgetsADirectoryThatWasMovedOut(@TempDir Path elsewhere) throws Exception {
    Files.createDirectories(root.resolve("d/e"));
    source.start(sink);
    Files.move(root.resolve("d"), elsewhere.resolve("d"));
    sink.await("changed d");
    Files.writeString(elsewhere.resolve("d/e/outside"), "x");
    Files.writeString(root.resolve("inside"), "x");
    sink.await("changed inside");

    assertThat(sink.lines()).noneMatch(line -> line.contains("outside"));
  }

  @Test
  void hazard_2_8_marksBothEndsOfARenameOverAnotherFile() throws Exception {
    Files.writeString(root.resolve("target"), "old");
    Files.writeString(root.resolve("temp"), "new");
    source.start(sink);
    Files.move(root.resolve("temp"), root.resolve("target"), StandardCopyOption.REPLACE_EXISTING);

    sink.await("changed temp");
    sink.await("changed target");
  }

  @Test
  void hazard_2_13_reportsALinkAtOnceBecauseNobodyWillCloseIt() throws Exception {
    Files.writeString(root.resolve("f"), "x");
    source.start(sink);
    Files.createSymbolicLink(root.resolve("symlink"), Path.of("f"));
    Files.createLink(root.resolve("hardlink"), root.resolve("f"));

    sink.await("changed symlink");
    sink.await("changed hardlink");
  }

  @Test
  void hazard_2_15_tellsAttributesFromContent() throws Exception {
    Assumptions.assumeTrue(knowsOfMoves(), "told of attributes");
    Files.writeString(root.resolve("f"), "x");
    Files.createDirectory(root.resolve("d"));
    source.start(sink);
    Files.setPosixFilePermissions(root.resolve("f"), PosixFilePermissions.fromString("rwx------"));
    Files.setPosixFilePermissions(root.resolve("d"), PosixFilePermissions.fromString("rwx------"));

    sink.await("attributes f");
    sink.await("attributes d");
    assertThat(sink.lines()).doesNotContain("changed f");
  }

  @Test
  void hazard_2_16_saysThatTheRootIsLostWhenItIsMovedOrRemoved(@TempDir Path elsewhere)
      throws Exception {
    Assumptions.assumeTrue(knowsOfMoves(), "the supervisor sees it");
    Path inner = Files.createDirectory(elsewhere.resolve("root"));
    try (EventSource other = open(inner, path -> false)) {
      other.start(sink);
      Files.move(inner, elsewhere.resolve("away"));
      sink.await("lost .");
      sink.clear();
      Files.delete(elsewhere.resolve("away"));
      sink.await("lost .");
    }
  }

  @Test
  void hazard_2_21_carriesNamesAsBytes() throws Exception {
    source.start(sink);
    Process shell =
        new ProcessBuilder("/bin/sh", "-c", "printf x > \"$(printf 'caf\\351')\"")
            .directory(root.toFile())
            .start();
    assertThat(shell.waitFor()).isZero();

    TreePath name = TreePath.of(new byte[] {'c', 'a', 'f', (byte) 0xe9});
    sink.await("changed " + name);
  }

  @Test
  void closesWhileNothingHappens() throws IOException {
    source.start(sink);
    source.close();
    makeSource();
  }
}
