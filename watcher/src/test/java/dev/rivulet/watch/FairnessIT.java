// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.Endpoint;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.testkit.RealRsync;
import dev.rivulet.testkit.TreeAssert;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several targets of one source, of which one does not move any more and one is slow. */
class FairnessIT {
  private static final int CHANGES = 20;
  private static final int SLOW_KIBIBYTES = 200;

  @TempDir Path work;

  private final RecordingListener events = new RecordingListener();
  private final Map<String, List<Duration>> lags = new ConcurrentHashMap<>();
  private final List<RestartableDaemon> daemons = new ArrayList<>();
  private Path source;
  private Watcher watcher;

  @BeforeEach
  void makeSource() throws IOException {
    source = Files.createDirectory(work.resolve("source"));
  }

  @AfterEach
  void stop() throws IOException {
    for (RestartableDaemon daemon : daemons) {
      daemon.goOn();
    }
    if (watcher != null) {
      watcher.close();
    }
    daemons.forEach(RestartableDaemon::close);
  }

  private void record(WatchEvent event) {
    if (event instanceof WatchEvent.Confirmed confirmed) {
      List<Duration> list = lags.computeIfAbsent(confirmed.target(), t -> new ArrayList<>());
      synchronized (list) {
        list.add(confirmed.lag());
      }
    }
    events.on(event);
  }

  private RestartableDaemon daemon(String name) throws IOException {
    Path directory = Files.createDirectory(work.resolve(name));
    Path module = Files.createDirectory(directory.resolve("tree"));
    RestartableDaemon daemon = RestartableDaemon.start(RealRsync.find(), directory, module);
    daemons.add(daemon);
    return daemon;
  }

  private static Endpoint target(RestartableDaemon daemon) {
    return DaemonUrl.of("127.0.0.1", daemon.port(), "mirror/");
  }

  private Mirror mirror(String name, TransferOptions options, List<Endpoint> targets) {
    byte[] path = (source + "/").getBytes(StandardCharsets.UTF_8);
    RsyncClient client = RsyncClient.builder().build();
    return new Mirror(name, path, targets, options, client, MirrorSettings.builder().build());
  }

  private void awaitEqual(String name) throws Exception {
    Path tree = work.resolve(name).resolve("tree");
    events.awaitEqual(() -> TreeAssert.assertThatTree(tree).isEqualTo(source));
  }

  /** Makes changes one by one and returns the median of their lags at one target. */
  private Duration medianLag(String kind, String name, Endpoint target) throws Exception {
    lags.clear();
    Path tree = work.resolve(name).resolve("tree");
    for (int i = 0; i < CHANGES; i++) {
      String file = kind + i;
      Files.writeString(source.resolve(file), file);
      events.awaitEqual(() -> assertThat(tree.resolve(file)).hasContent(file));
    }
    awaitEqual(name);
    List<Duration> sorted = new ArrayList<>(lags.get(target.toString()));
    sorted.sort(null);
    return sorted.get(sorted.size() / 2);
  }

  @Test
  void hazard_14_aTargetThatIsStoppedAndASlowOneDoNotDelayTheOthers() throws Exception {
    RestartableDaemon first = daemon("first");
    RestartableDaemon second = daemon("second");
    RestartableDaemon stopped = daemon("stopped");
    RestartableDaemon slow = daemon("slow");
    TransferOptions archive = TransferOptions.builder().archive().build();
    TransferOptions limited = archive.toBuilder().bandwidthLimit(SLOW_KIBIBYTES).build();
    watcher =
        Watcher.builder()
            .listener(this::record)
            .mirror(mirror("all", archive, List.of(target(first), target(second), target(stopped))))
            .mirror(mirror("slow", limited, List.of(target(slow))))
            .start();
    awaitEqual("slow");
    awaitEqual("stopped");
    Duration alone = medianLag("before", "first", target(first));

    awaitEqual("stopped");
    stopped.stall();
    Files.write(source.resolve("large"), new byte[SLOW_KIBIBYTES * 2 * 1024]);
    awaitEqual("first");
    Duration beside = medianLag("beside", "first", target(first));

    assertThat(work.resolve("stopped/tree/beside0")).doesNotExist();
    assertThat(beside).isLessThan(alone.multipliedBy(4).plusMillis(200));
    awaitEqual("second");
    stopped.goOn();
    awaitEqual("stopped");
    awaitEqual("slow");
  }

  @Test
  void hazard_14_theOnlyTurnIsNotKeptByATargetThatHangs() throws Exception {
    RestartableDaemon hanging = daemon("hanging");
    List<Endpoint> targets = List.of(target(hanging), target(daemon("first")));
    TransferOptions archive = TransferOptions.builder().archive().build();
    watcher =
        Watcher.builder()
            .listener(this::record)
            .maxTransfers(1)
            .mirror(mirror("all", archive, targets))
            .start();
    awaitEqual("hanging");
    awaitEqual("first");

    hanging.stall();
    for (int i = 0; i < 3; i++) {
      Files.writeString(source.resolve("file" + i), "content " + i);
      awaitEqual("first");
    }
    assertThat(work.resolve("hanging/tree/file0")).doesNotExist();
    hanging.goOn();
    awaitEqual("hanging");
  }

  @Test
  void oneTransferAtATimeStillServesEveryMirror() throws Exception {
    List<Endpoint> targets =
        List.of(target(daemon("first")), target(daemon("second")), target(daemon("third")));
    TransferOptions archive = TransferOptions.builder().archive().build();
    watcher =
        Watcher.builder()
            .listener(this::record)
            .maxTransfers(1)
            .mirror(mirror("all", archive, targets))
            .start();
    for (int i = 0; i < CHANGES; i++) {
      Files.writeString(source.resolve("file" + i), "content " + i);
    }
    awaitEqual("first");
    awaitEqual("second");
    awaitEqual("third");
  }
}
