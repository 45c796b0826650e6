// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.rsync.store.system.Posix;
import dev.rivulet.testkit.RealRsync;
import dev.rivulet.watch.source.KernelSetting;
import dev.rivulet.watch.source.NamePatterns;
import dev.rivulet.watch.source.SourceKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * One round of the torture of section 12: several writers do random things to a source, the
 * target's daemon is killed and stalled meanwhile, the kernel's queue is short, and after a while
 * there is silence.
 */
final class Torture {
  private static final int WRITERS = 4;

  private final Path source;
  private final Path target;
  private final long seed;
  private final RealRsync rsync = RealRsync.find();
  private final RecordingListener events = new RecordingListener();

  /**
   * @param work an empty directory for source, target and daemon
   */
  Torture(Path work, long seed) throws IOException {
    this.source = Files.createDirectories(work.resolve("source"));
    // Nothing is deleted for a source that is empty when everything is compared.
    Files.writeString(source.resolve("stays"), "");
    this.target = Files.createDirectories(work.resolve("target"));
    this.seed = seed;
  }

  /**
   * Tortures a watcher.
   *
   * @param storm how long the writers write
   * @param patience how long the trees may take to become equal afterwards
   * @return what the original rsync still finds to do, in both directions; empty if nothing
   */
  String round(SourceKind eventSource, Duration storm, Duration patience) throws Exception {
    try (RestartableDaemon daemon = RestartableDaemon.start(rsync, source.getParent(), target);
        Watcher watcher = start(daemon, eventSource)) {
      disturb(daemon, System.nanoTime() + storm.toNanos());
      String left = awaitEqual(System.nanoTime() + patience.toNanos());
      return left.isEmpty() ? left : watcher.status() + "\n" + left;
    }
  }

  /** No storm: one file is replaced by another one of equal size and time. */
  String control(SourceKind eventSource, Duration patience) throws Exception {
    FileTime time = FileTime.fromMillis(1_000_000_000_000L);
    Path hot = Files.writeString(source.resolve("hot"), "0000");
    Files.setLastModifiedTime(hot, time);
    try (RestartableDaemon daemon = RestartableDaemon.start(rsync, source.getParent(), target);
        Watcher watcher = start(daemon, eventSource)) {
      events.awaitSynchronised();
      Path other = Files.writeString(source.resolveSibling("other"), "1111");
      Files.setLastModifiedTime(other, time);
      Files.move(other, hot, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      events.awaitLine("UPDATED hot");
      String left = awaitEqual(System.nanoTime() + patience.toNanos());
      return left.isEmpty() ? left : watcher.status() + "\n" + left;
    }
  }

  RecordingListener events() {
    return events;
  }

  private Watcher start(RestartableDaemon daemon, SourceKind eventSource) throws IOException {
    TransferOptions options =
        TransferOptions.builder()
            .archive()
            .hardLinks(linked())
            .xattrs(plain() ? 0 : 1)
            .acls(!plain())
            .deleteMode(DeleteMode.DEFAULT)
            .timeoutSeconds(10)
            .build();
    Mirror mirror =
        Mirror.of(
            (source + "/").getBytes(StandardCharsets.UTF_8),
            List.of(DaemonUrl.of("127.0.0.1", daemon.port(), "mirror/")),
            options,
            RsyncClient.builder().build());
    MirrorSettings settings =
        mirror.settings().toBuilder()
            .eventSource(eventSource)
            .renames(reusing())
            .publish(published(eventSource))
            .build();
    Watcher.Builder builder =
        Watcher.builder().mirror(mirror.withSettings(settings)).listener(events);
    QueueLimit limit = QueueLimit.of(500);
    try {
      return builder.start();
    } finally {
      limit.restore();
    }
  }

  /** With hard links every name is sent. */
  private boolean linked() {
    return seed % 2 == 0;
  }

  /** Whether nothing but file lists count, so that what was sent is known. */
  private boolean plain() {
    return seed % 4 == 3;
  }

  /** Whether old names are made use of. */
  private boolean reusing() {
    return seed % 8 != 1;
  }

  /** Names that wait for others. */
  private NamePatterns published(SourceKind eventSource) {
    boolean any = seed % 8 == 3 && eventSource.knowsItsQueue();
    return new NamePatterns(any ? List.of("a".getBytes(), "**/b".getBytes()) : List.of());
  }

  private void disturb(RestartableDaemon daemon, long end)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        Random random = new Random(seed * 31 + i);
        running.add(threads.submit(() -> write(random, end)));
      }
      running.add(threads.submit(() -> disturbDaemon(daemon, new Random(seed * 31 - 1), end)));
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private Void write(Random random, long end) throws IOException {
    RandomOperations operations = new RandomOperations(source, random);
    while (System.nanoTime() - end < 0) {
      for (int burst = random.nextInt(20) == 0 ? 300 : random.nextInt(20); burst >= 0; burst--) {
        operations.next();
      }
      LockSupport.parkNanos(random.nextInt(30_000_000));
    }
    return null;
  }

  private static Void disturbDaemon(RestartableDaemon daemon, Random random, long end)
      throws IOException {
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(random.nextInt(500_000_000));
      if (random.nextInt(3) > 0) {
        daemon.stop();
        LockSupport.parkNanos(random.nextInt(200_000_000));
        daemon.startAgain();
      } else {
        daemon.stall();
        LockSupport.parkNanos(random.nextInt(300_000_000));
        daemon.goOn();
      }
    }
    return null;
  }

  private String awaitEqual(long deadline) {
    while (true) {
      String differences = differences();
      if (differences.isEmpty() || System.nanoTime() - deadline > 0) {
        return differences;
      }
      LockSupport.parkNanos(200_000_000);
    }
  }

  private String differences() {
    return difference(source, target) + difference(target, source);
  }

  private String difference(Path from, Path to) {
    RealRsync.Run run =
        rsync.run(
            linked() ? "-anciHAX" : plain() ? "-anci" : "-anciAX",
            "--delete",
            from + "/",
            to + "/");
    return run.out() + run.err();
  }

  /** The length of new event queues, system-wide until it is restored; only root can set it. */
  private record QueueLimit(String before) {
    private static final Path SETTING = KernelSetting.MAX_QUEUED_EVENTS.path();

    static QueueLimit of(int events) throws IOException {
      String before = Long.toString(KernelSetting.MAX_QUEUED_EVENTS.value());
      if (Posix.effectiveUser() == 0) {
        Files.writeString(SETTING, Integer.toString(events));
      }
      return new QueueLimit(before);
    }

    void restore() throws IOException {
      if (Posix.effectiveUser() == 0) {
        Files.writeString(SETTING, before);
      }
    }
  }
}
