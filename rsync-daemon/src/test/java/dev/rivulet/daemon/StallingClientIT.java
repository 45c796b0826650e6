// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that does not come to the point holds nothing for longer than the handshake limit. */
class StallingClientIT {
  private static final Duration LIMIT = Duration.ofMillis(300);

  @TempDir Path directory;

  private RsyncDaemon start(String more) throws IOException {
    Path secrets = Files.writeString(directory.resolve("secrets"), "u:p\n");
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path config =
        Files.writeString(
            directory.resolve("rsyncd.conf"),
            """
            log file = %1$s/log
            [open]
            path = %1$s
            [locked]
            path = %1$s
            auth users = u
            secrets file = %1$s/secrets
            """
                    .formatted(directory)
                + more);
    return RsyncDaemon.builder()
        .configFile(config)
        .address("127.0.0.1")
        .port(0)
        .handshakeLimit(LIMIT)
        .start();
  }

  private void assertTimeoutLogged() throws IOException {
    assertThat(Files.readString(directory.resolve("log")))
        .contains("daemon handshake timeout -- exiting")
        .contains("(code 30)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@RSY",
        "@RSYNCD: 31.0\n",
        "@RSYNCD: 31.0\nope",
        "@RSYNCD: 31.0\n#early_input=100\nabc",
        "@RSYNCD: 31.0\nlocked\n",
        "@RSYNCD: 31.0\nlocked\nu ",
        "@RSYNCD: 31.0\nopen\n",
        "@RSYNCD: 31.0\nopen\n--server\0--sender",
        "@RSYNCD: 31.0\nopen\n--server\0--sender\0-s\0\0rsync\0"
      })
  void isCutOffInEveryPhase(String said) throws IOException {
    try (RsyncDaemon daemon = start("")) {
      try (RawClient client = new RawClient(daemon.port())) {
        client.say(said);
        client.rest();
      }
    }
    assertTimeoutLogged();
  }

  @Test
  void gainsNoTimeByTrickling() throws IOException {
    try (RsyncDaemon daemon = start("")) {
      try (RawClient client = new RawClient(daemon.port())) {
        client.say("@RSYNCD: 31.0\nopen\n");
        client.line();
        assertThat(client.line()).isEqualTo("@RSYNCD: OK");
        int sent = client.trickleUntilClosed("x", Duration.ofMillis(50));
        assertThat(sent).isLessThan(200);
      }
    }
    assertTimeoutLogged();
  }

  @Test
  void givesItsPlaceToTheNextClient() throws IOException {
    String limited = "[one]\npath = %1$s\nmax connections = 1\nlock file = %1$s/lock\n";
    try (RsyncDaemon daemon = start(limited.formatted(directory))) {
      for (int i = 0; i < 2; i++) {
        try (RawClient client = new RawClient(daemon.port())) {
          client.line();
          client.say("@RSYNCD: 31.0\none\n");
          assertThat(client.line()).isEqualTo("@RSYNCD: OK");
          client.rest();
        }
        awaitSessions();
      }
    }
  }

  private static void awaitSessions() {
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("rsyncd-session"))
        .forEach(
            thread -> {
              try {
                thread.join();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }
}
