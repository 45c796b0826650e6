// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.testkit.RealRsync;
import dev.rivulet.testkit.TreeAssert;
import dev.rivulet.watch.source.Mounts;
import dev.rivulet.watch.source.NamePatterns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Section 5.5: a reader at the target never finds a name that tells of what is not there. */
class PublishIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Larger than what a pipe or a socket holds. */
  private static final int SIZE = 300_000;

  @TempDir Path work;

  private final RecordingListener events = new RecordingListener();
  private Path source;
  private Path target;
  private RestartableDaemon daemon;
  private Watcher watcher;

  @BeforeEach
  void makeDirectories() throws IOException {
    source = Files.createDirectory(work.resolve("source"));
    target = Files.createDirectory(work.resolve("target"));
    daemon = RestartableDaemon.start(RealRsync.find(), work, target);
  }

  @AfterEach
  void stop() throws IOException {
    if (watcher != null) {
      watcher.close();
    }
    daemon.close();
  }

  private void watch(String... published) throws Exception {
    watch(true, published);
  }

  private void watch(boolean deleting, String... published) throws Exception {
    MirrorSettings settings =
        MirrorSettings.builder()
            .deletesLater(deleting)
            .publish(new NamePatterns(Stream.of(published).map(p -> p.getBytes(UTF_8)).toList()))
            .build();
    Mirror mirror =
        new Mirror(
            "m",
            (source + "/").getBytes(UTF_8),
            List.of(DaemonUrl.of("127.0.0.1", daemon.port(), "mirror/")),
            TransferOptions.builder()
                .archive()
                .deleteMode(deleting ? DeleteMode.DEFAULT : DeleteMode.NONE)
                .build(),
            RsyncClient.builder().build(),
            settings);
    watcher = Watcher.builder().mirror(mirror).listener(events).start();
    events.awaitSynchronised();
  }

  private void awaitEqual() throws Exception {
    events.awaitEqual(() -> TreeAssert.assertThatTree(target).isEqualTo(source));
  }

  // ---------------------------------------------------------------- a store with one reference

  /** Writes an object, names it, and deletes the one before. The reference sorts first. */
  private void store(int number) throws IOException {
    byte[] content = new byte[SIZE];
    Arrays.fill(content, (byte) number);
    Files.createDirectories(source.resolve("objects"));
    Files.write(source.resolve("objects/" + number), content);
    Path next = Files.writeString(source.resolve("next"), Integer.toString(number));
    Files.move(next, source.resolve("current"), StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(source.resolve("objects/" + (number - 1)));
  }

  /** What is wrong at the target, if anything is. */
  private Optional<String> violation() throws IOException {
    Optional<String> named = current();
    if (named.isEmpty() || isWhole(named.get()) || !named.equals(current())) {
      return Optional.empty();
    }
    return Optional.of("object " + named.get() + " is named and not whole");
  }

  private Optional<String> current() throws IOException {
    try {
      return Optional.of(Files.readString(target.resolve("current")));
    } catch (NoSuchFileException notYet) {
      return Optional.empty();
    }
  }

  private boolean isWhole(String number) throws IOException {
    try {
      byte[] content = Files.readAllBytes(target.resolve("objects/" + number));
      return content.length == SIZE && content[SIZE - 1] == (byte) Integer.parseInt(number);
    } catch (NoSuchFileException missing) {
      return false;
    }
  }

  private Optional<String> violationWhileStoring(int rounds) throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    CompletableFuture<Optional<String>> reader =
        CompletableFuture.supplyAsync(() -> violationUntil(ended));
    for (int i = 1; i <= rounds && !reader.isDone(); i++) {
      store(i);
      if (i % 3 == 0) {
        Thread.sleep(5);
      }
    }
    if (!reader.isDone()) {
      awaitEqual();
    }
    ended.set(true);
    return reader.get();
  }

  private Optional<String> violationUntil(AtomicBoolean ended) {
    try {
      Optional<String> found = Optional.empty();
      while (found.isEmpty() && !ended.get()) {
        found = violation();
      }
      return found;
    } catch (IOException e) {
      return Optional.of(e.toString());
    }
  }

  @Test
  void hazard_5_5_whatAPublishedNameTellsOfIsThereBeforeIt() throws Exception {
    store(0);
    watch("current");
    assertThat(violationWhileStoring(40)).isEmpty();
  }

  /** The target has what the source had before: a name of something that is gone. */
  @Test
  void hazard_5_5_theFirstComparisonAndAVerificationPublishInOrderToo() throws Exception {
    store(7);
    watch("current");
    awaitEqual();
    watcher.close();
    store(8);
    Files.writeString(target.resolve("surplus"), "x");
    AtomicBoolean ended = new AtomicBoolean();
    CompletableFuture<Optional<String>> reader =
        CompletableFuture.supplyAsync(() -> violationUntil(ended));
    watch("current");
    awaitEqual();
    Files.delete(target.resolve("current"));
    assertThat(watcher.verify("m", false).get(0).differing()).isPositive();
    awaitEqual();
    ended.set(true);
    assertThat(reader.get()).isEmpty();
  }

  @Test
  void hazard_5_5_aPublishedNameThatWaitsForAPathThatFailsSaysSo() throws Exception {
    store(0);
    watch(false, "current");
    awaitEqual();
    Files.createDirectories(target.resolve("poison/full"));
    Files.writeString(source.resolve("poison"), "a file where a directory stands");
    Path next = Files.writeString(work.resolve("next"), "0 ");
    Files.move(next, source.resolve("current"), StandardCopyOption.ATOMIC_MOVE);
    byte[] path = source.resolve("current").toString().getBytes(UTF_8);
    events.awaitEqual(
        () -> assertThat(watcher.why(path).get(0).detail()).startsWith("after poison"));
    assertThat(current()).contains("0");

    Files.delete(target.resolve("poison/full"));
    Files.delete(target.resolve("poison"));
    watcher.flush("", PATIENCE);
    awaitEqual();
  }

  /** Nobody knows what has changed in such a directory, and when. */
  @Test
  void hazard_5_5_nothingIsPublishedWhileADirectoryCannotBeWatchedAndThatIsSaid() throws Exception {
    Path mount = Files.createDirectory(source.resolve("mount"));
    Mounts.overlay(Files.createDirectory(work.resolve("lower")), mount, work);
    try {
      watch("current");
      events.awaitLine("Degraded[reason=cannot watch mount");
      Path path = Files.writeString(source.resolve("current"), "1");
      byte[] asked = path.toString().getBytes(UTF_8);
      events.awaitEqual(
          () ->
              assertThat(watcher.why(asked).get(0).detail())
                  .isEqualTo("not published while mount cannot be watched"));
      assertThat(watcher.status().mirrors().get(0).polled()).containsExactly("mount");
      assertThat(target.resolve("current")).doesNotExist();
    } finally {
      Mounts.unmount(mount);
    }
    events.awaitEqual(() -> assertThat(target.resolve("current")).hasContent("1"));
  }

  /** What the first test is worth. */
  @Test
  void hazard_5_5_withoutPublishedNamesThereIsNoOrder() throws Exception {
    store(0);
    watch();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Optional<String> found = Optional.empty();
    while (found.isEmpty() && System.nanoTime() - deadline < 0) {
      found = violationWhileStoring(40);
    }
    assertThat(found).isPresent();
  }
}
