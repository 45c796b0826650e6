// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.DaemonUrl;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.rsync.options.TransferOptionsBuilder;
import dev.rivulet.testkit.RealRsync;
import dev.rivulet.testkit.TreeAssert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Section 13: what changes while the watcher starts. */
class FirstComparisonIT {
  @TempDir Path work;

  private final RecordingListener events = new RecordingListener();
  private Path source;
  private Path target;
  private RestartableDaemon daemon;

  @BeforeEach
  void startDaemon() throws IOException {
    source = Files.createDirectory(work.resolve("source"));
    target = Files.createDirectory(work.resolve("target"));
    daemon = RestartableDaemon.start(RealRsync.find(), work, target);
  }

  @AfterEach
  void stopDaemon() {
    daemon.close();
  }

  private Watcher start(TransferOptionsBuilder options) throws IOException {
    return Watcher.builder()
        .source(source + "/")
        .target(DaemonUrl.of("127.0.0.1", daemon.port(), "mirror/"))
        .options(options.archive().deleteMode(DeleteMode.DEFAULT).build())
        .listener(events)
        .start();
  }

  @Test
  void hazard_13_1_nothingMadeDuringTheStartIsLost() throws Exception {
    for (int i = 0; i < 500; i++) {
      Files.createDirectories(source.resolve("d" + i % 30 + "/e" + i));
    }
    AtomicBoolean started = new AtomicBoolean();
    CompletableFuture<Integer> writer = CompletableFuture.supplyAsync(() -> writeUntil(started));
    try (Watcher watcher = start(TransferOptions.builder())) {
      events.awaitSynchronised();
      started.set(true);
      assertThat(writer.get()).isPositive();
      events.awaitEqual(() -> TreeAssert.assertThatTree(target).isEqualTo(source));
      assertThat(watcher.watchedDirectories()).isPositive();
    }
  }

  /** New directories and files all over the tree. */
  private int writeUntil(AtomicBoolean end) {
    int made = 0;
    try {
      while (made < 200 && !end.get() || made < 50) {
        Path directory =
            Files.createDirectories(source.resolve("d" + made % 40 + "/new" + made + "/below"));
        Files.writeString(directory.resolve("file"), "content " + made);
        made++;
        LockSupport.parkNanos(2_000_000);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return made;
  }

  @Test
  void hazard_13_2_aChangeNeedNotWaitForTheFirstComparison() throws Exception {
    Files.write(source.resolve("large"), new byte[900_000]);
    Files.writeString(source.resolve("known"), "old");
    try (Watcher watcher = start(TransferOptions.builder().bandwidthLimit(300))) {
      Files.writeString(source.resolve("new"), "made meanwhile");
      events.awaitLine("UPDATED new");
      assertThat(target.resolve("new")).hasContent("made meanwhile");
      assertThat(events.lines()).doesNotContain("SYNCHRONISED");

      Files.writeString(source.resolve("known"), "newer");
      events.awaitSynchronised();
      events.awaitEqual(() -> TreeAssert.assertThatTree(target).isEqualTo(source));
      assertThat(watcher.watchedDirectories()).isOne();
    }
  }
}
