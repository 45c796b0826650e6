// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivulet.client.Endpoint;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.testkit.TreeAssert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of a running mirror stand on: two directories, and a watcher that is closed. */
abstract class MirrorFixture {
  @TempDir Path work;

  final RecordingListener events = new RecordingListener();
  Path source;
  Path target;

  /** Null until a test has started one. */
  Watcher watcher;

  @BeforeEach
  final void makeDirectories() throws IOException {
    source = Files.createDirectory(work.resolve("source"));
    target = Files.createDirectory(work.resolve("target"));
  }

  @AfterEach
  void stop() throws IOException {
    if (watcher != null) {
      watcher.close();
    }
  }

  /**
   * Mirrors the contents of the source, from when it was compared for the first time.
   *
   * @param settings changes the usual ones
   */
  final void mirrorTo(
      Endpoint endpoint, TransferOptions options, UnaryOperator<MirrorSettings.Builder> settings)
      throws Exception {
    byte[] contents = (source + "/").getBytes(UTF_8);
    RsyncClient client = RsyncClient.builder().build();
    Mirror mirror = Mirror.of(contents, List.of(endpoint), options, client);
    MirrorSettings chosen = settings.apply(mirror.settings().toBuilder()).build();
    watcher = Watcher.builder().mirror(mirror.withSettings(chosen)).listener(events).start();
    events.awaitSynchronised();
  }

  /** Waits until the target equals the source. */
  final void awaitEqual() throws Exception {
    events.awaitEqual(() -> TreeAssert.assertThatTree(target).isEqualTo(source));
  }

  /** How the only target stands. */
  final TargetStatus status() {
    return watcher.status().mirrors().get(0).targets().get(0);
  }
}
