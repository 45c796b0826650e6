// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.rsync.options.TransferOptionsBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Large files in a second transfer beside the others. */
class BulkLaneIT extends DaemonFixture {
  private static final int LARGE = 2_000;

  /** The daemon goes first, which ends transfers that would take long. */
  @Override
  @AfterEach
  void stop() throws IOException {
    daemon.close();
    super.stop();
  }

  private void watch(TransferOptionsBuilder options) throws Exception {
    TransferOptions transfer = options.archive().deleteMode(DeleteMode.DEFAULT).build();
    mirrorTo(module(), transfer, settings -> settings.largeFile(LARGE));
  }

  private static void delete(Path top) throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(top)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }

  @Test
  void hazard_6_7_smallFilesNeedNotWaitForALargeOne() throws Exception {
    watch(TransferOptions.builder().bandwidthLimit(400));
    Files.write(source.resolve("large"), new byte[12_000_000]);
    for (int i = 0; i < 200; i++) {
      Files.writeString(source.resolve("small" + i), "content " + i);
    }
    events.awaitEqual(
        () -> {
          for (int i = 0; i < 200; i++) {
            assertThat(target.resolve("small" + i)).hasContent("content " + i);
          }
        });
    assertThat(target.resolve("large")).doesNotExist();
    assertThat(status().state()).isEqualTo(TargetState.SENDING);
  }

  /** Files grow and shrink, so that they change lanes all the time. */
  @Test
  void hazard_5_2_hotFilesArriveAsTheyAreInTheEnd() throws Exception {
    watch(TransferOptions.builder());
    long seed = Long.getLong("lanes.seed", System.nanoTime());
    System.out.println("lanes.seed=" + seed);
    Random random = new Random(seed);
    for (int i = 0; i < Integer.getInteger("lanes.rewrites", 2_000); i++) {
      byte[] content = new byte[LARGE / 2 + random.nextInt(LARGE)];
      random.nextBytes(content);
      Files.write(source.resolve("hot" + random.nextInt(20)), content);
    }
    awaitEqual();
  }

  /** What changed during a transfer is offered to the lane again while that one is settled. */
  @Test
  void hazard_6_7_aLargeFileThatChangesAllTheTimeIsSettledInTheEnd() throws Exception {
    watch(TransferOptions.builder());
    for (int i = 0; i < Integer.getInteger("lanes.appends", 1_500); i++) {
      byte[] more = new byte[LARGE];
      more[0] = (byte) i;
      Files.write(
          source.resolve("hot"), more, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      Thread.sleep(1);
    }
    assertThat(watcher.flush("", Duration.ofSeconds(60)).isComplete()).isTrue();
    awaitEqual();
    assertThat(events.lines()).noneMatch(line -> line.startsWith("FAILING"));
  }

  @Test
  void hazard_5_3_aDirectoryIsMadeFilledAndRemovedOverAndOver() throws Exception {
    watch(TransferOptions.builder());
    Path directory = source.resolve("a/b");
    for (int i = 0; i < Integer.getInteger("lanes.rounds", 60); i++) {
      Files.createDirectories(directory);
      Files.write(directory.resolve("large"), new byte[LARGE * 10 + i]);
      Files.writeString(directory.resolve("small" + i), "small");
      if (i % 3 > 0) {
        Files.move(directory, source.resolve("moved" + i));
      }
      if (i % 5 > 0) {
        delete(source.resolve("a"));
      }
    }
    Files.createDirectories(directory);
    Files.write(directory.resolve("large"), new byte[LARGE]);
    awaitEqual();
  }

  @Test
  void aLargeFileThatVanishesOnItsWayIsGoneAtTheTargetToo() throws Exception {
    Path directory = Files.createDirectory(source.resolve("d"));
    watch(TransferOptions.builder().bandwidthLimit(4_000));
    Files.write(directory.resolve("large"), new byte[2_000_000]);
    Files.writeString(directory.resolve("small"), "small");
    events.awaitEqual(() -> assertThat(target.resolve("d/small")).hasContent("small"));
    delete(directory);
    Files.writeString(source.resolve("last"), "last");
    awaitEqual();
  }
}
