// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.testkit.Administrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a tree of many directories costs: time to set up, heap for each, and the delay of one
 * change.
 *
 * <p>{@code -Dscale.directories=150000} sets their number; as root the limit of watches is raised
 * for the time of the test.
 */
class SourceScaleIT {
  private static final int DIRECTORIES = Integer.getInteger("scale.directories", 2_000);
  private static final int PER_PARENT = 200;
  private static final int ENOUGH_TO_JUDGE = 100_000;
  private static final int MOST_BYTES = 200;
  private static final KernelSetting LIMIT = KernelSetting.MAX_USER_WATCHES;

  @TempDir Path root;

  @ParameterizedTest
  @EnumSource(names = {"INOTIFY", "FANOTIFY", "POLLING"})
  void hazard_2_20_manyDirectoriesCostLittleEach(SourceKind kind) throws Exception {
    boolean mayChange = Administrator.isRunning();
    if (kind == SourceKind.FANOTIFY) {
      Administrator.require();
    }
    long limit = LIMIT.value();
    boolean raises = mayChange && limit < 2L * DIRECTORIES;
    if (raises) {
      Files.writeString(LIMIT.path(), Integer.toString(2 * DIRECTORIES));
    }
    try {
      measure(kind, makeTree());
    } finally {
      if (raises) {
        Files.writeString(LIMIT.path(), Long.toString(limit));
      }
    }
  }

  /** The last one made. */
  private Path makeTree() throws IOException {
    Path last = root;
    for (int made = 0; made < DIRECTORIES; ) {
      Path parent = Files.createDirectory(root.resolve("parent-" + made));
      made++;
      for (int i = 1; i < PER_PARENT && made < DIRECTORIES; i++, made++) {
        last = Files.createDirectory(parent.resolve("directory-" + i));
      }
    }
    return last;
  }

  private void measure(SourceKind kind, Path last) throws Exception {
    WatchScope scope =
        WatchScope.of(root.toString().getBytes(UTF_8), LocalFiles.currentDirectory())
            .polledEvery(Duration.ofMillis(200));
    RecordingSink sink = new RecordingSink();
    long heapBefore = usedHeap();
    try (EventSource source = kind.open(scope)) {
      long began = System.nanoTime();
      source.start(sink);
      final long ready = System.nanoTime();
      final long bytes = (usedHeap() - heapBefore) / DIRECTORIES;
      long changed = System.nanoTime();
      Path file = Files.writeString(last.resolve("changed"), "x");
      sink.awaitCovered(TreePath.of(root.relativize(file).toString()));
      System.out.printf(
          "%s: %d directories: set up in %.2f s, %d bytes each, one change told after %.1f ms%n",
          kind, DIRECTORIES, (ready - began) / 1e9, bytes, (System.nanoTime() - changed) / 1e6);
      if (kind == SourceKind.INOTIFY) {
        assertThat(source.watchedDirectories()).isEqualTo(DIRECTORIES + 1);
      }
      if (DIRECTORIES >= ENOUGH_TO_JUDGE) {
        assertThat(bytes).isLessThan(MOST_BYTES);
      }
    }
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
