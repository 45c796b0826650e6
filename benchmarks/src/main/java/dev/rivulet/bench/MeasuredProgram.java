// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** An rsync program under measurement: its daemon runs as long as this is open. */
final class MeasuredProgram implements AutoCloseable {
  private static final int TRIES = 200;
  private static final int PAUSE_MILLIS = 50;
  private static final int SAMPLE_MILLIS = 5;

  /** Runs the client and writes what it and its children used, as times(1) prints it. */
  private static final String TIMED =
      "times=$1; shift; \"$@\"; status=$?; times > \"$times\"; exit $status";

  private final String name;
  private final String command;
  private final Path work;
  private final Path module;
  private final int port;
  private final Process daemon;

  /** Starts the daemon of {@code command}, with one module for its destination. */
  MeasuredProgram(String name, String command, Path work) throws IOException, InterruptedException {
    this.name = name;
    this.command = command;
    this.work = Files.createDirectories(work.resolve(name));
    this.module = Files.createDirectories(this.work.resolve("module"));
    this.port = freePort();
    Path config = this.work.resolve("rsyncd.conf");
    Files.writeString(
        config,
        """
        uid = %s
        gid = %s
        use chroot = no
        read only = no
        log file = %s
        [m]
        path = %s
        """
            .formatted(
                Files.getAttribute(work, "unix:uid"),
                Files.getAttribute(work, "unix:gid"),
                this.work.resolve("log"),
                module));
    this.daemon =
        new ProcessBuilder(
                command,
                "--daemon",
                "--no-detach",
                "--config=" + config,
                "--address=127.0.0.1",
                "--port=" + port)
            .redirectErrorStream(true)
            .redirectOutput(this.work.resolve("daemon.out").toFile())
            .start();
    awaitDaemon();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitDaemon() throws IOException, InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return;
      } catch (IOException e) {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    close();
    throw new IOException(command + " --daemon does not listen; see " + work);
  }

  String name() {
    return name;
  }

  /** The directory the daemon's module stands for. */
  Path module() {
    return module;
  }

  /** Pushes {@code source} with {@code options} to the daemon and waits for the end. */
  Cost push(Path source, List<String> options) throws IOException, InterruptedException {
    Path times = work.resolve("times");
    List<String> line = new ArrayList<>(List.of("sh", "-c", TIMED, "sh", times.toString()));
    line.add(command);
    line.addAll(options);
    line.add(source + "/");
    line.add("rsync://127.0.0.1:" + port + "/m/");
    Duration before = ProcessFigures.cpu(daemon.toHandle());
    long start = System.nanoTime();
    Process client = new ProcessBuilder(line).inheritIO().start();
    long peak = 0;
    while (!client.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, ProcessFigures.peakKilobytes(client.toHandle()));
    }
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    if (client.exitValue() != 0) {
      throw new IOException(String.join(" ", line) + ": exit code " + client.exitValue());
    }
    awaitChildrenOfDaemon();
    Duration atDaemon = ProcessFigures.cpu(daemon.toHandle()).minus(before);
    return new Cost(elapsed, clientCpu(times).plus(atDaemon), peak);
  }

  /** A process per connection counts only when the daemon has waited for it. */
  private void awaitChildrenOfDaemon() throws InterruptedException {
    for (int i = 0; i < TRIES && daemon.descendants().findAny().isPresent(); i++) {
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** The four times look like {@code 0m1.250s}. */
  private static Duration clientCpu(Path times) throws IOException {
    return Arrays.stream(Files.readString(times).trim().split("\\s+"))
        .map(text -> Duration.parse("PT" + text.toUpperCase(Locale.ROOT)))
        .reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public void close() {
    daemon.destroy();
    try {
      if (!daemon.waitFor(10, TimeUnit.SECONDS)) {
        daemon.destroyForcibly();
      }
    } catch (InterruptedException e) {
      daemon.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
