// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.rivulet.client.LocalPath;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.watch.hook.BatchHook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mirrors that come and go while others run; targets are directories. */
class ChangingMirrorsIT {
  @TempDir Path work;

  private final RecordingListener events = new RecordingListener();
  private Watcher watcher;

  @AfterEach
  void stop() throws IOException {
    if (watcher != null) {
      watcher.close();
    }
  }

  private Mirror mirror(String name, BatchHook... hooks) throws IOException {
    Files.createDirectories(work.resolve(name));
    Files.createDirectories(work.resolve(name + ".copy"));
    MirrorSettings.Builder settings = MirrorSettings.builder();
    for (BatchHook hook : hooks) {
      settings.hook(hook);
    }
    return new Mirror(
        name,
        (work.resolve(name) + "/").getBytes(StandardCharsets.UTF_8),
        List.of(LocalPath.of(work.resolve(name + ".copy") + "/")),
        TransferOptions.builder().archive().build(),
        RsyncClient.builder().build(),
        settings.build());
  }

  private void start(Mirror... mirrors) throws IOException {
    Watcher.Builder builder = Watcher.builder().listener(events);
    for (Mirror mirror : mirrors) {
      builder.mirror(mirror);
    }
    watcher = builder.start();
  }

  private void change(String mirror, String file) throws Exception {
    Files.writeString(work.resolve(mirror).resolve(file), mirror);
    events.awaitLine("UPDATED " + file);
    assertThat(work.resolve(mirror + ".copy").resolve(file)).hasContent(mirror);
  }

  private long comparisons() {
    return events.lines().stream().filter("SYNCHRONISED"::equals).count();
  }

  @Test
  void aMirrorThatIsAddedLeavesTheOthersAlone() throws Exception {
    start(mirror("first"));
    change("first", "a");

    watcher.add(mirror("second"));
    change("second", "b");
    change("first", "c");

    assertThat(comparisons()).isEqualTo(2);
    assertThat(watcher.status().mirrors()).hasSize(2);
  }

  @Test
  void aMirrorThatIsRemovedIsNotWatchedAnyMore() throws Exception {
    start(mirror("first"), mirror("second"));
    change("first", "a");
    change("second", "b");

    assertThat(watcher.remove("first")).isTrue();
    assertThat(watcher.remove("first")).isFalse();
    Files.writeString(work.resolve("first/late"), "x");
    change("second", "c");

    assertThat(work.resolve("first.copy/late")).doesNotExist();
    assertThat(watcher.watchedDirectories()).isEqualTo(1);
  }

  @Test
  void aMirrorThatCannotStartChangesNothing() throws Exception {
    start(mirror("first"));
    Mirror missing = mirror("missing");
    Files.delete(work.resolve("missing"));

    assertThatIOException().isThrownBy(() -> watcher.add(missing));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> watcher.add(mirror("first")));

    change("first", "a");
    assertThat(watcher.status().mirrors()).hasSize(1);
  }

  @Test
  void aHookIsClosedWithTheLastMirrorThatHasIt() throws Exception {
    List<String> calls = new ArrayList<>();
    BatchHook hook =
        new BatchHook() {
          @Override
          public void start(WatchListener listener) {
            calls.add("start");
          }

          @Override
          public void close() {
            calls.add("close");
          }
        };
    start(mirror("first", hook), mirror("second", hook));

    watcher.remove("first");
    assertThat(calls).containsExactly("start");
    watcher.remove("second");
    assertThat(calls).containsExactly("start", "close");
  }
}
