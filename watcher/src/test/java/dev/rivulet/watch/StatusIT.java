// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.DaemonUrl;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.testkit.RealRsync;
import dev.rivulet.watch.source.SourceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running engine tells of itself, with the real rsync daemon as target. */
class StatusIT {
  @TempDir Path work;

  private final RecordingListener events = new RecordingListener();
  private Path source;
  private Path target;
  private RestartableDaemon daemon;
  private Watcher watcher;

  @BeforeEach
  void watch() throws Exception {
    source = Files.createDirectory(work.resolve("source"));
    target = Files.createDirectory(work.resolve("target"));
    daemon = RestartableDaemon.start(RealRsync.find(), work, target);
    Files.writeString(source.resolve("before"), "there from the start");
    watcher =
        Watcher.builder()
            .source(source + "/")
            .target(DaemonUrl.of("127.0.0.1", daemon.port(), "mirror/"))
            .options(TransferOptions.builder().archive().deleteMode(DeleteMode.DEFAULT).build())
            .listener(events)
            .start();
    events.awaitSynchronised();
  }

  @AfterEach
  void stop() throws IOException {
    watcher.close();
    daemon.close();
  }

  private MirrorStatus mirror() {
    return watcher.status().mirrors().get(0);
  }

  private TargetStatus only() {
    return mirror().targets().get(0);
  }

  @Test
  void tellsWhatIsWatchedAndThatItIsInStep() throws Exception {
    events.awaitEqual(() -> assertThat(watcher.status().inStep()).isTrue());

    assertThat(mirror().source()).isEqualTo(source + "/");
    assertThat(mirror().eventSource()).isEqualTo(SourceKind.INOTIFY);
    assertThat(mirror().directories()).isEqualTo(1);
    assertThat(mirror().overflows()).isZero();
    assertThat(mirror().polled()).isEmpty();
    assertThat(only().name()).isEqualTo("rsync://127.0.0.1:" + daemon.port() + "/mirror/");
    assertThat(only().state()).isEqualTo(TargetState.UP);
    assertThat(only().transfers()).isEqualTo(1);
    assertThat(only().bytesSent()).isPositive();
    assertThat(only().provenAt()).isPresent();
  }

  @Test
  void tellsOfATargetThatIsAwayAndHowFarItLagsBehind() throws Exception {
    daemon.stop();
    Files.writeString(source.resolve("while-down"), "x");
    events.awaitLine("FAILING");

    assertThat(only().state()).isEqualTo(TargetState.RETRYING);
    assertThat(only().reason()).isNotEmpty();
    assertThat(only().lag()).isPositive();
    assertThat(only().inStep()).isFalse();
    daemon.startAgain();
    events.awaitEqual(() -> assertThat(only().state()).isEqualTo(TargetState.UP));
    assertThat(only().inStep()).isTrue();
  }

  @Test
  void sendsNothingWhilePausedAndEverythingAfterwards() throws Exception {
    assertThat(watcher.pause(only().name())).isEqualTo(1);
    Files.writeString(source.resolve("while-paused"), "x");
    events.awaitEqual(() -> assertThat(only().marksWaiting()).isPositive());
    long before = only().transfers();
    events.awaitQuiet();

    assertThat(only().transfers()).isEqualTo(before);
    assertThat(only().state()).isEqualTo(TargetState.PAUSED);
    assertThat(target.resolve("while-paused")).doesNotExist();
    assertThat(watcher.resume("")).isEqualTo(1);
    events.awaitEqual(() -> assertThat(target.resolve("while-paused")).hasContent("x"));
    assertThat(watcher.pause("nobody of this name")).isZero();
  }
}
