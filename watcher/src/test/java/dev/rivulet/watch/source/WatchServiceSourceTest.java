// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class WatchServiceSourceTest extends EventSourceContract {
  private static final int BEYOND_THE_QUEUE = 3000;

  @Override
  EventSource open(WatchScope scope) throws IOException {
    return new WatchServiceSource(scope);
  }

  @Override
  boolean knowsOfClosing() {
    return false;
  }

  @Override
  boolean knowsOfMoves() {
    return false;
  }

  @Test
  void hazard_11_findsWhatDroppedEventsWereAbout() throws Exception {
    source.start(sink);
    for (int i = 0; i < BEYOND_THE_QUEUE; i++) {
      Files.writeString(root.resolve("f" + i), "x");
    }
    for (int i = 0; i < BEYOND_THE_QUEUE; i += 100) {
      sink.awaitCovered(TreePath.of("f" + i));
    }
    sink.awaitCovered(TreePath.of("f" + (BEYOND_THE_QUEUE - 1)));
  }
}
