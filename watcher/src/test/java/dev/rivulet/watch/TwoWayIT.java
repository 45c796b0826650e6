// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.testkit.RealRsync;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two mirrors in opposite directions, each into the module of a real daemon. */
class TwoWayIT {
  private static final String SLASH = "/";
  private static final Duration SOON = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path work;

  private final RecordingListener events = new RecordingListener();
  private Path left;
  private Path right;
  private RestartableDaemon leftDaemon;
  private RestartableDaemon rightDaemon;
  private Watcher watcher;

  /** Null unless each side has an engine of its own. */
  private Watcher other;

  @BeforeEach
  void start() throws Exception {
    left = Files.createDirectories(work.resolve("l/left"));
    right = Files.createDirectories(work.resolve("r/right"));
    leftDaemon = RestartableDaemon.start(RealRsync.find(), work.resolve("l"), left);
    rightDaemon = RestartableDaemon.start(RealRsync.find(), work.resolve("r"), right);
    Files.writeString(left.resolve("from-left"), "left");
    Files.createDirectories(right.resolve("dir/deep"));
    Files.writeString(right.resolve("dir/deep/from-right"), "right");
  }

  /** Returns when both sides are equal, and each has heard of what it has received. */
  private void watch() throws Exception {
    watcher =
        Watcher.builder()
            .mirror(mirror("to-right", left, rightDaemon, SOON))
            .mirror(mirror("to-left", right, leftDaemon, SOON))
            .listener(events)
            .start();
    awaitEqual();
    flush();
  }

  /** An engine for each side, which answers what it has received only when it is flushed. */
  private void watchWithTwoEngines() throws Exception {
    Duration late = Duration.ofHours(1);
    watcher = start(mirror("to-right", left, rightDaemon, late));
    other = start(mirror("to-left", right, leftDaemon, late));
    awaitEqual();
    flush();
  }

  private Watcher start(Mirror mirror) throws IOException {
    return Watcher.builder().mirror(mirror).listener(events).start();
  }

  private void flush() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(watcher.flush("", PATIENCE).isComplete()).isTrue();
      if (other != null) {
        assertThat(other.flush("", PATIENCE).isComplete()).isTrue();
      }
    }
  }

  private static Mirror mirror(
      String name, Path source, RestartableDaemon target, Duration openFileDelay) {
    return new Mirror(
        name,
        (source + SLASH).getBytes(StandardCharsets.UTF_8),
        List.of(DaemonUrl.of("127.0.0.1", target.port(), "mirror/")),
        TransferOptions.builder().archive().build(),
        RsyncClient.builder().build(),
        MirrorSettings.builder()
            .twoWay(true)
            .deletesLater(true)
            .pace(new Pace(Duration.ZERO, 0, openFileDelay, EventMode.CLOSE_WRITE))
            .build());
  }

  @AfterEach
  void stop() throws IOException {
    if (watcher != null) {
      watcher.close();
    }
    if (other != null) {
      other.close();
    }
    leftDaemon.close();
    rightDaemon.close();
  }

  /** Names and contents, but for what a receiver has not completed. */
  private static Map<String, String> contents(Path root) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.toList()) {
        contents.put(
            root.relativize(path).toString(),
            Files.isDirectory(path) ? SLASH : Files.readString(path));
      }
    }
    return contents;
  }

  /** Which file stands at each name, and when anything was last done to it. */
  private static Map<String, String> identities(Path root) throws IOException {
    Map<String, String> identities = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        identities.put(
            root.relativize(path).toString(),
            Files.getAttribute(path, "unix:ino") + " " + Files.getAttribute(path, "unix:ctime"));
      }
    }
    return identities;
  }

  private long transfers() {
    return watcher.status().mirrors().stream()
        .mapToLong(mirror -> mirror.targets().get(0).transfers())
        .sum();
  }

  private void awaitEqual() throws Exception {
    events.awaitEqual(() -> assertThat(contents(left)).isEqualTo(contents(right)));
  }

  /**
   * Waits until everything that has happened is confirmed at both sides, and its echo too; not by a
   * flush, which lets the echo go before what follows.
   */
  private void awaitInStep() throws Exception {
    events.awaitEqual(() -> assertThat(watcher.status().inStep()).isTrue());
  }

  @Test
  void hazard_16_7_changesOfBothSidesArriveWithoutAnEcho() throws Exception {
    watch();
    assertThat(contents(left)).containsKeys("from-left", "dir/deep/from-right");
    long before = transfers();
    for (int i = 0; i < 10; i++) {
      Files.writeString(left.resolve("dir/l" + i), "left " + i);
      Files.writeString(right.resolve("dir/deep/r" + i), "right " + i);
    }
    Files.writeString(left.resolve("from-left"), "LEFT");
    awaitEqual();
    flush();
    assertThat(contents(right)).hasSize(25).containsEntry("from-left", "LEFT");
    assertThat(contents(left)).isEqualTo(contents(right));
    Map<String, String> atLeft = identities(left);
    Map<String, String> atRight = identities(right);

    events.stayQuiet();
    assertThat(identities(left)).isEqualTo(atLeft);
    assertThat(identities(right)).isEqualTo(atRight);
    assertThat(transfers() - before).isLessThan(100);
  }

  @Test
  void hazard_16_7_deletionsTravelBothWaysAndNothingNewIsDeleted() throws Exception {
    watch();
    Files.delete(left.resolve("from-left"));
    Files.writeString(left.resolve("new-at-left"), "x");
    Files.delete(left.resolve("dir/deep/from-right"));
    Files.delete(left.resolve("dir/deep"));
    Files.writeString(right.resolve("dir/new-at-right"), "x");
    for (Path side : List.of(left, right)) {
      events.awaitEqual(
          () ->
              assertThat(contents(side))
                  .containsOnlyKeys("", "dir", "dir/new-at-right", "new-at-left"));
    }
    awaitInStep();
    awaitEqual();
    assertThat(watcher.verify("", true)).allMatch(Verification::isEqual);
  }

  /** What is received is answered late: half of it is deleted before that, half afterwards. */
  @Test
  void hazard_16_7_allDeletionsTravelBetweenTwoEngines() throws Exception {
    watchWithTwoEngines();
    Map<String, String> before = contents(left);
    for (int i = 0; i < 50; i++) {
      Files.writeString(Files.createDirectories(left.resolve("l" + i)).resolve("f"), "x");
      Files.writeString(right.resolve("dir/r" + i), "y");
    }
    assertThat(watcher.flush("", PATIENCE).isComplete()).isTrue();
    awaitEqual();
    deleteAtBothSides(0, 25);
    awaitEqual();
    flush();
    deleteAtBothSides(25, 50);
    awaitEqual();
    flush();
    assertThat(contents(left)).isEqualTo(before);
    assertThat(contents(right)).isEqualTo(before);
  }

  @Test
  void hazard_16_7_anAttributeBringsNothingBack() throws Exception {
    watchWithTwoEngines();
    watcher.pause("");
    Files.delete(left.resolve("dir/deep/from-right"));
    Files.delete(left.resolve("dir/deep"));
    Files.setPosixFilePermissions(
        right.resolve("dir/deep"), PosixFilePermissions.fromString("rwx------"));
    assertThat(other.flush("", PATIENCE).isComplete()).isTrue();
    assertThat(left.resolve("dir/deep")).doesNotExist();

    watcher.resume("");
    events.awaitEqual(() -> assertThat(right.resolve("dir/deep")).doesNotExist());
  }

  private void deleteAtBothSides(int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      Path tree = (i % 2 == 0 ? left : right).resolve("l" + i);
      Files.delete(tree.resolve("f"));
      Files.delete(tree);
      Files.delete((i % 3 == 0 ? left : right).resolve("dir/r" + i));
    }
  }

  @Test
  void hazard_16_7_theNewerOfTwoVersionsWins() throws Exception {
    watch();
    watcher.pause("");
    Files.writeString(left.resolve("from-left"), "of today");
    Files.writeString(right.resolve("from-left"), "of tomorrow");
    Files.setLastModifiedTime(
        right.resolve("from-left"), FileTime.from(Instant.now().plusSeconds(86_400)));
    watcher.resume("");

    events.awaitEqual(() -> assertThat(left.resolve("from-left")).hasContent("of tomorrow"));
    awaitEqual();
    awaitInStep();
    awaitEqual();
    assertThat(right.resolve("from-left")).hasContent("of tomorrow");
  }

  @Test
  void hazard_16_7_twoVersionsOfTheSameMomentDoNotChangePlacesForEver() throws Exception {
    watch();
    FileTime moment = FileTime.from(Instant.now());
    for (Path side : List.of(left, right)) {
      Path prepared = Files.writeString(work.resolve("prepared"), "of " + side.getFileName());
      Files.setLastModifiedTime(prepared, moment);
      Files.move(prepared, side.resolve("from-left"), StandardCopyOption.REPLACE_EXISTING);
    }
    awaitEqual();
    awaitInStep();
    awaitEqual();
  }

  @Test
  void hazard_10_5_whatAReceiverHasNotCompletedDoesNotTravel() throws Exception {
    watch();
    Files.writeString(left.resolve(".big.Xy3abc"), "half of it");
    Files.writeString(left.resolve(".env.sample"), "a name of somebody's choice");
    events.awaitEqual(() -> assertThat(right.resolve(".env.sample")).exists());
    awaitInStep();
    assertThat(right.resolve(".big.Xy3abc")).doesNotExist();

    Files.move(left.resolve(".big.Xy3abc"), left.resolve("big"));
    events.awaitEqual(() -> assertThat(right.resolve("big")).hasContent("half of it"));
  }
}
