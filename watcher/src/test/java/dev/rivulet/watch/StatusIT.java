// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.DaemonUrl;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.testkit.RealRsync;
import dev.rivulet.watch.source.SourceKind;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running engine tells of itself, with the real rsync daemon as target. */
class StatusIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

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
            .options(
                TransferOptions.builder()
                    .archive()
                    .deleteMode(DeleteMode.DEFAULT)
                    .filters(
                        new FilterList(
                            List.of(
                                new FilterRule(
                                    FilterRule.Kind.EXCLUDE,
                                    "cache".getBytes(UTF_8),
                                    FilterRule.Modifier.DIRECTORY))))
                    .build())
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
  void aFlushLeavesNothingBehindThatWasThereBefore() throws Exception {
    for (int round = 0; round < 10; round++) {
      Path file = source.resolve("d" + round + "/e/f");
      Files.createDirectories(file.getParent());
      Files.writeString(file, "round " + round);
      FlushResult flushed = watcher.flush("", PATIENCE);

      assertThat(flushed).isEqualTo(new FlushResult(1, List.of()));
      assertThat(target.resolve("d" + round + "/e/f")).hasContent("round " + round);
    }
  }

  @Test
  void aFlushSendsAFileThatIsStillBeingWritten() throws Exception {
    try (Writer open = Files.newBufferedWriter(source.resolve("log"))) {
      open.write("so far");
      open.flush();
      assertThat(watcher.flush(mirror().name(), PATIENCE).isComplete()).isTrue();
      assertThat(target.resolve("log")).hasContent("so far");
    }
  }

  @Test
  void aFlushNamesTheTargetThatIsAwayAndTriesItAtOnceWhenItIsBack() throws Exception {
    daemon.stop();
    Files.writeString(source.resolve("while-down"), "x");

    FlushResult early = watcher.flush("", Duration.ofMillis(500));
    assertThat(early.behind()).extracting(TargetStatus::name).containsExactly(only().name());
    assertThat(early.behind().get(0).lag()).isPositive();
    daemon.startAgain();
    assertThat(watcher.flush("", PATIENCE).isComplete()).isTrue();
    assertThat(target.resolve("while-down")).hasContent("x");
    assertThat(watcher.flush("nobody", PATIENCE).targets()).isZero();
  }

  @Test
  void knowsOfEachPathWhyItIsThereOrNot() throws Exception {
    Files.writeString(source.resolve("sent"), "x");
    Files.createDirectories(source.resolve("cache/deep"));
    Files.writeString(source.resolve("cache/deep/file"), "x");
    watcher.flush("", PATIENCE);
    assertThat(state("sent")).isEqualTo(PathState.CONFIRMED);
    assertThat(state("before")).isEqualTo(PathState.UNCHANGED);
    assertThat(state("cache/deep/file")).isEqualTo(PathState.EXCLUDED);
    assertThat(why("cache/deep/file").detail()).isEqualTo("by cache/");
    assertThat(watcher.why(work.resolve("target/x").toString().getBytes(UTF_8))).isEmpty();

    watcher.pause("");
    Files.writeString(source.resolve("later"), "x");
    events.awaitEqual(() -> assertThat(state("later")).isEqualTo(PathState.WAITING));
    assertThat(why("later").detail()).isEqualTo("paused on request");
  }

  private PathReport why(String name) throws IOException {
    byte[] path = source.resolve(name).toString().getBytes(UTF_8);
    return watcher.why(path).get(0);
  }

  private PathState state(String name) throws IOException {
    return why(name).state();
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
    assertThat(events.lines())
        .contains(
            new WatchEvent.Paused(only().name(), true).toString(),
            new WatchEvent.Paused(only().name(), false).toString());
  }
}
