// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.testkit.RealRsync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far the connection for the next batch is prepared (hazard 9). */
class WarmLoginIT {
  @TempDir Path work;

  private final RecordingListener events = new RecordingListener();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void hazard_9_aWarmConnectionIsLoggedInOnlyOnRequest(boolean warmLogin) throws Exception {
    Path source = Files.createDirectory(work.resolve("source"));
    try (RestartableDaemon daemon = daemon();
        Watcher watcher = watch(source, daemon, warmLogin)) {
      assertThat(watcher.waitingMarks()).isNotNegative();
      events.awaitSynchronised();
      Files.writeString(source.resolve("f"), "x");
      events.awaitLine("UPDATED f");
      // A comparison at the start, a batch, and perhaps the connection for the next one.
      int expected = warmLogin ? 3 : 2;
      events.awaitEqual(() -> assertThat(logins()).isEqualTo(expected));
      Files.writeString(source.resolve("g"), "x");
      events.awaitLine("UPDATED g");
      events.awaitEqual(() -> assertThat(logins()).isEqualTo(expected + 1));
    }
  }

  @Test
  void hazard_9_aLoginThatTheDaemonHasForgottenIsMadeAnew() throws Exception {
    Path source = Files.createDirectory(work.resolve("source"));
    try (RestartableDaemon daemon = daemon();
        Watcher watcher = watch(source, daemon, true)) {
      assertThat(watcher.waitingMarks()).isNotNegative();
      events.awaitSynchronised();
      Files.writeString(source.resolve("f"), "x");
      events.awaitLine("UPDATED f");
      events.awaitEqual(() -> assertThat(logins()).isEqualTo(3));
      daemon.stop();
      daemon.startAgain();
      Files.writeString(source.resolve("g"), "x");
      events.awaitLine("UPDATED g");
      assertThat(events.lines()).noneMatch(line -> line.startsWith("FAILING"));
    }
  }

  private RestartableDaemon daemon() throws IOException {
    Path target = Files.createDirectory(work.resolve("target"));
    String noting = "early exec = echo login >> " + work.resolve("logins");
    return RestartableDaemon.start(RealRsync.find(), work, target, "root", noting);
  }

  private Watcher watch(Path source, RestartableDaemon daemon, boolean warmLogin)
      throws IOException {
    Mirror mirror =
        new Mirror(
            "m",
            (source + "/").getBytes(UTF_8),
            List.of(DaemonUrl.of("127.0.0.1", daemon.port(), "mirror/")),
            TransferOptions.builder().archive().build(),
            RsyncClient.builder().build(),
            MirrorSettings.builder().warmLogin(warmLogin).build());
    return Watcher.builder().mirror(mirror).listener(events).start();
  }

  private int logins() throws IOException {
    Path logins = work.resolve("logins");
    return Files.exists(logins) ? Files.readAllLines(logins).size() : 0;
  }
}
