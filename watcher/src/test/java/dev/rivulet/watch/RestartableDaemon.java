// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.testkit.RealRsync;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The real rsync daemon with one writable module {@code mirror}, on a port that it keeps. */
final class RestartableDaemon implements Closeable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final List<String> command;
  private final Path log;
  private final int port;
  private Process process;

  private RestartableDaemon(List<String> command, Path log, int port) {
    this.command = command;
    this.log = log;
    this.port = port;
  }

  static RestartableDaemon start(RealRsync rsync, Path directory, Path module) throws IOException {
    return start(rsync, directory, module, "root");
  }

  /** A daemon that serves as a given user where it may choose, with further lines of settings. */
  static RestartableDaemon start(
      RealRsync rsync, Path directory, Path module, String user, String... settings)
      throws IOException {
    Path configuration =
        Files.writeString(
            directory.resolve("mirror.conf"),
            "use chroot = no\n"
                + identity(user)
                + "[mirror]\n  path = "
                + module
                + "\n  read only = no\n  munge symlinks = no\n"
                + String.join("\n", settings)
                + "\n");
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    RestartableDaemon daemon =
        new RestartableDaemon(
            List.of(
                "setsid",
                rsync.program().toString(),
                "--daemon",
                "--no-detach",
                "--address=127.0.0.1",
                "--port=" + port,
                "--config=" + configuration),
            directory.resolve("mirror.log"),
            port);
    daemon.startAgain();
    return daemon;
  }

  private static String identity(String user) {
    boolean root = "root".equals(System.getProperty("user.name"));
    return root ? "uid = " + user + "\ngid = " + group(user) + "\n" : "";
  }

  private static String group(String user) {
    return "nobody".equals(user) ? "nogroup" : user;
  }

  int port() {
    return port;
  }

  void startAgain() throws IOException {
    process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(log.toFile())
            .redirectErrorStream(true)
            .start();
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!isOpen()) {
      if (!process.isAlive() || System.nanoTime() - deadline > 0) {
        throw new AssertionError("daemon does not start: " + Files.readString(log));
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  private boolean isOpen() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (ConnectException notYet) {
      return false;
    }
  }

  /**
   * Kills the daemon and whatever it has started, at one blow: half of a receiving end that is left
   * alone keeps its connection open and waits for the other half for ever.
   */
  void stop() {
    signal("KILL");
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Stops the daemon and all its transfers in mid-step; connections stay open. */
  void stall() {
    signal("STOP");
  }

  /** Ends a {@link #stall}. */
  void goOn() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, "--", "-" + process.pid()).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
