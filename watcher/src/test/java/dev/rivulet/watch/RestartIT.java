// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.testkit.RealRsync;
import dev.rivulet.testkit.TreeAssert;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Section 13: what a program knows that was killed, or ended, when it starts again. */
class RestartIT {
  @TempDir Path work;

  private final RecordingListener events = new RecordingListener();
  private Path source;
  private Path target;
  private Path state;
  private RestartableDaemon daemon;

  @BeforeEach
  void startDaemon() throws IOException {
    source = Files.createDirectory(work.resolve("source"));
    target = Files.createDirectory(work.resolve("target"));
    state = work.resolve("state");
    daemon = RestartableDaemon.start(RealRsync.find(), work, target);
  }

  @AfterEach
  void stopDaemon() {
    daemon.close();
  }

  private static Watcher start(
      Path source, int port, Path state, boolean trustJournal, WatchListener listener)
      throws IOException {
    TransferOptions options =
        TransferOptions.builder().archive().hardLinks(true).deleteMode(DeleteMode.DEFAULT).build();
    Mirror mirror =
        Mirror.of(
            (source + "/").getBytes(StandardCharsets.UTF_8),
            List.of(DaemonUrl.of("127.0.0.1", port, "mirror/")),
            options,
            RsyncClient.builder().build());
    Pace pace = new Pace(Duration.ZERO, 0, Duration.ofSeconds(1), EventMode.CLOSE_WRITE);
    MirrorSettings settings =
        mirror.settings().toBuilder().pace(pace).trustJournal(trustJournal).build();
    return Watcher.builder()
        .mirror(mirror.withSettings(settings))
        .stateDirectory(state)
        .listener(listener)
        .start();
  }

  private Watcher start(boolean trustJournal) throws IOException {
    return start(source, daemon.port(), state, trustJournal, events);
  }

  /** A program of its own, to be killed. */
  static final class Child {
    private Child() {}

    /**
     * @param args source, port, state directory
     */
    public static void main(String[] args) throws Exception {
      try (Watcher watcher =
          start(
              Path.of(args[0]),
              Integer.parseInt(args[1]),
              Path.of(args[2]),
              true,
              event -> System.out.println(event.getClass().getSimpleName()))) {
        watcher.await();
      } catch (IOException e) {
        System.out.println("refused: " + e.getMessage());
      }
    }
  }

  private Process child() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            source.toString(),
            Integer.toString(daemon.port()),
            state.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String awaitLine(BufferedReader lines, String start) throws IOException {
    String line = lines.readLine();
    while (line != null && !line.startsWith(start)) {
      line = lines.readLine();
    }
    assertThat(line).as("a line that starts with " + start).isNotNull();
    return line;
  }

  /** Hazard 13.3, and 15.2 while nobody listens. */
  @Test
  void hazard_13_3_killedInAStormItForgetsNothing() throws Exception {
    long seed = Long.getLong("torture.seed", System.nanoTime());
    System.out.println("seed " + seed);
    RandomOperations operations = new RandomOperations(source, new Random(seed));
    Path hot = Files.writeString(source.resolve("hot"), "before");
    Process child = child();
    try {
      awaitLine(child.inputReader(), "Synchronised");
      storm(operations, 1000);
    } finally {
      child.destroyForcibly().waitFor();
    }
    storm(operations, 300);
    FileTime time = Files.getLastModifiedTime(hot, LinkOption.NOFOLLOW_LINKS);
    Files.writeString(hot, "after!");
    Files.setLastModifiedTime(hot, time);

    try (Watcher watcher = start(true)) {
      events.awaitEqual(() -> TreeAssert.assertThatTree(target).isEqualTo(source));
      assertThat(watcher.watchedDirectories()).isPositive();
    }
    assertThat(target.resolve("hot")).hasContent("after!");
  }

  private static void storm(RandomOperations operations, long millis) throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() - end < 0) {
      operations.next();
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void hazard_13_4_aSecondProgramForThePairIsRefused() throws Exception {
    try (Watcher first = start(false)) {
      Process second = child();
      try {
        assertThat(awaitLine(second.inputReader(), "refused"))
            .contains("is mirrored by process " + ProcessHandle.current().pid() + " already");
      } finally {
        second.destroyForcibly().waitFor();
      }
      assertThat(first.watchedDirectories()).isPositive();
    }
  }

  @Test
  void hazard_13_5_aRestartOnAnEqualTreeSendsNamesAndTimesOnly() throws Exception {
    for (int i = 0; i < 300; i++) {
      Path file = Files.writeString(source.resolve("file" + i), "content " + i + "x".repeat(500));
      Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
    }
    try (Watcher first = start(false)) {
      events.awaitSynchronised();
      assertThat(first.watchedDirectories()).isPositive();
    }
    RecordingListener again = new RecordingListener();
    try (Watcher second = start(source, daemon.port(), state, false, again)) {
      again.awaitSynchronised();
      again.awaitEqual(() -> assertThat(traffic(second)).isPositive());
      assertThat(traffic(second)).isLessThan(300 / 100 * 1024 + 1024);
    }
  }

  @Test
  void hazard_13_5_aTrustedJournalSendsNothingOnAnEqualTree() throws Exception {
    Files.writeString(source.resolve("old"), "x");
    FileTime old = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(source.resolve("old"), old);
    try (Watcher first = start(true)) {
      events.awaitSynchronised();
      events.awaitEqual(() -> assertThat(soundJournals()).isEqualTo(1));
      assertThat(first.watchedDirectories()).isPositive();
    }
    RecordingListener again = new RecordingListener();
    try (Watcher second = start(source, daemon.port(), state, true, again)) {
      again.awaitEqual(
          () ->
              assertThat(second.status().mirrors().get(0).targets().get(0).state())
                  .isEqualTo(TargetState.UP));
      Files.writeString(source.resolve("new"), "y");
      again.awaitEqual(() -> TreeAssert.assertThatTree(target).isEqualTo(source));
    }
    assertThat(again.lines()).doesNotContain("SYNCHRONISED");
  }

  private static long traffic(Watcher watcher) {
    TargetStatus status = watcher.status().mirrors().get(0).targets().get(0);
    return status.bytesSent() + status.bytesReceived();
  }

  /** Journals that say that nothing is outstanding. */
  private long soundJournals() throws IOException {
    try (var files = Files.list(state)) {
      return files
          .filter(file -> file.toString().endsWith(".journal"))
          .filter(RestartIT::isSound)
          .count();
    }
  }

  /** A header and a moment of certainty, and nothing else. */
  private static boolean isSound(Path journal) {
    try {
      byte[] bytes = Files.readAllBytes(journal);
      int header = 8 + ByteBuffer.wrap(bytes).getInt();
      return bytes.length == header + 8 + 9;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
