// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.source.SourceKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchPrinterTest {
  private final List<String> lines = new ArrayList<>();

  @Test
  void tellsWhatIsWatchedAndHow() {
    print(
        new WatchEvent.Watching("/srv/www/", SourceKind.INOTIFY, 42),
        new WatchEvent.Watching("/srv/one/", SourceKind.POLLING, 1),
        new WatchEvent.Watching("/srv/big/", SourceKind.FANOTIFY, 1));

    assertThat(lines)
        .containsExactly(
            "NORMAL watching /srv/www/: 42 directories by inotify",
            "NORMAL watching /srv/one/: 1 directory by polling",
            "NORMAL watching /srv/big/: 1 file system by fanotify");
  }

  @Test
  void tellsEachConfirmedChangeWithItsLagUnlessItIsQuiet() {
    WatchEvent change =
        new WatchEvent.Confirmed(
            "web", TreePath.of("a/b"), WatchEvent.Kind.UPDATED, Duration.ofMillis(12));

    print(change);
    new WatchPrinter(this::add, true).on(change);

    assertThat(lines).containsExactly("NORMAL updated a/b (web, lag 12 ms)");
  }

  private void print(WatchEvent... events) {
    WatchPrinter printer = new WatchPrinter(this::add, false);
    for (WatchEvent event : events) {
      printer.on(event);
    }
  }

  private void add(Object level, String text) {
    lines.add(level + " " + text);
  }
}
