// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A daemon started without {@code --no-detach}: what its starter sees, and what stays behind. */
class DetachedDaemonIT {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir Path directory;
  private Path configuration;
  private Path pidFile;

  @BeforeEach
  void configure() throws IOException {
    pidFile = directory.resolve("rsyncd.pid");
    configuration = directory.resolve("rsyncd.conf");
    Files.writeString(
        configuration,
        """
        pid file = %s
        log file = %s
        use chroot = no
        [files]
        path = %s
        """
            .formatted(pidFile, directory.resolve("rsyncd.log"), directory));
  }

  @AfterEach
  void stopWhatStillRuns() throws Exception {
    Optional<ProcessHandle> daemon = daemon();
    if (daemon.isPresent()) {
      daemon.get().destroyForcibly();
      daemon.get().onExit().get(30, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsyncd", "rsync --daemon"})
  void theStarterReturnsOnceThePortIsOpen(String command) throws Exception {
    int port = freePort();
    Outcome outcome = start(command, port);
    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(LOOPBACK, port), 5000);
      byte[] greeting = socket.getInputStream().readNBytes(9);
      assertThat(new String(greeting)).isEqualTo("@RSYNCD: ");
    }
  }

  @Test
  void theDaemonIsASessionOfItsOwnWithNothingOfTheTerminal() throws Exception {
    assertThat(start("rsyncd", freePort()).exitCode()).isZero();
    long pid = daemon().orElseThrow().pid();
    String[] status =
        Files.readString(Path.of("/proc/" + pid + "/stat")).split("\\) ")[1].split(" ");
    assertThat(status[3]).as("session").isEqualTo(Long.toString(pid));
    assertThat(Files.readSymbolicLink(Path.of("/proc/" + pid + "/fd/0"))).hasToString("/dev/null");
    assertThat(Files.readSymbolicLink(Path.of("/proc/" + pid + "/fd/1"))).hasToString("/dev/null");
  }

  @Test
  void theDaemonEndsOnRequestWithoutAPidFileLeft() throws Exception {
    assertThat(start("rsyncd", freePort()).exitCode()).isZero();
    ProcessHandle daemon = daemon().orElseThrow();
    daemon.destroy();
    daemon.onExit().get(30, TimeUnit.SECONDS);
    assertThat(pidFile).doesNotExist();
  }

  @Test
  void aPortInUseIsToldWithTheExitCodeOfSocketErrors() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
      Outcome outcome = start("rsyncd", taken.getLocalPort());
      assertThat(outcome.exitCode()).isEqualTo(10);
      assertThat(outcome.output()).contains("bind");
    }
    assertThat(daemon()).isEmpty();
  }

  @Test
  void aMissingConfigurationIsToldAtOnce() throws Exception {
    Files.delete(configuration);
    Outcome outcome = start("rsyncd", freePort());
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.output()).contains("Failed to parse config file: " + configuration);
  }

  private Outcome start(String command, int port) throws Exception {
    String[] words = command.split(" ");
    List<String> line = new ArrayList<>();
    line.add(Installation.ofCheckout().program(words[0]).toString());
    line.addAll(List.of(words).subList(1, words.length));
    line.add("--config=" + configuration);
    line.add("--address=" + LOOPBACK.getHostAddress());
    line.add("--port=" + port);
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("returned").isTrue();
    return new Outcome(process.exitValue(), Files.readString(output));
  }

  private Optional<ProcessHandle> daemon() throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
      return socket.getLocalPort();
    }
  }

  private record Outcome(int exitCode, String output) {}
}
