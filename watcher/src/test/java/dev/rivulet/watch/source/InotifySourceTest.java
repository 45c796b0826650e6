// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class InotifySourceTest extends EventSourceContract {
  @Override
  EventSource open(WatchScope scope) throws IOException {
    return new InotifySource(scope);
  }

  @Test
  void watchesEveryDirectoryThatIsThereAndNoneThatIsExcluded() throws IOException {
    Files.createDirectories(root.resolve("a/b/c"));
    Files.createDirectories(root.resolve("excluded/many/more"));
    Files.createSymbolicLink(root.resolve("link"), root.resolve("a"));

    source.start(sink);

    assertThat(source.watchedDirectories()).isEqualTo(4);
  }

  @Test
  void keepsOneWatchForEachDirectoryThatIsRenamed() throws Exception {
    for (int i = 0; i < 50; i++) {
      Files.createDirectories(root.resolve("old/d" + i));
    }
    source.start(sink);
    Files.move(root.resolve("old"), root.resolve("new"));
    sink.await("tree new");

    assertThat(source.watchedDirectories()).isEqualTo(52);
  }
}
