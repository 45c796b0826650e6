// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class InotifySourceTest extends EventSourceContract {
  @Override
  EventSource open(WatchScope scope) throws IOException {
    return new InotifySource(scope);
  }

  @Test
  void hazard_16_8_watchesEveryDirectoryThatIsThereAndNoneThatIsExcluded() throws IOException {
    Files.createDirectories(root.resolve("a/b/c"));
    Files.createDirectories(root.resolve("excluded/many/more"));
    Files.createSymbolicLink(root.resolve("link"), root.resolve("a"));

    source.start(sink);

    assertThat(source.watchedDirectories()).isEqualTo(4);
  }

  @Test
  void hazard_2_4_keepsOneWatchForEachDirectoryThatIsRenamed() throws Exception {
    for (int i = 0; i < 50; i++) {
      Files.createDirectories(root.resolve("old/d" + i));
    }
    source.start(sink);
    Files.move(root.resolve("old"), root.resolve("new"));
    sink.await("tree new");

    assertThat(source.watchedDirectories()).isEqualTo(52);
  }

  /** The reader is held up by the sink, so that the kernel has to drop events. */
  @Test
  void hazard_2_2_and_11_whatDroppedEventsWereAboutIsMarkedAndNothingElse() throws Exception {
    long events = KernelSetting.MAX_QUEUED_EVENTS.value();
    Assumptions.assumeTrue(events <= 100_000, "the queue can be filled soon");
    Path old = Files.writeString(root.resolve("old"), "1");
    Path gone = Files.writeString(Files.createDirectory(root.resolve("d")).resolve("gone"), "x");
    CountDownLatch go = new CountDownLatch(1);
    source.start(
        new ForwardingSink(sink) {
          @Override
          public void created(TreePath path) {
            super.created(path);
            try {
              go.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        });
    Files.writeString(root.resolve("first"), "x");
    sink.await("created first");
    for (int i = 0; i < events; i++) {
      Files.writeString(root.resolve("storm" + i % 10), "x");
    }
    Files.writeString(old, "2");
    Files.delete(gone);
    Files.writeString(Files.createDirectories(root.resolve("new/e")).resolve("f"), "x");
    sink.clear();
    go.countDown();

    sink.await("overflowed .");
    sink.await("changed old");
    sink.await("names d");
    sink.awaitCovered(TreePath.of("new/e/f"));
    sink.clear();
    Files.writeString(root.resolve("new/e/later"), "x");
    sink.awaitCovered(TreePath.of("new/e/later"));
    assertThat(sink.lines()).doesNotContain("tree .");
  }
}
