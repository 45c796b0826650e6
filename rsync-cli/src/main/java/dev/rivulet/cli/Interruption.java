// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.client.Connector;
import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.RemoteCommand;
import dev.rivulet.client.RemoteShell;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.io.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Ends a transfer on SIGINT, SIGTERM or SIGHUP as rsync does: the connection is closed, so that
 * both ends put their temporary files away, and the program exits with code 20.
 *
 * <p>The JVM answers these signals with its shutdown, which this thread is part of. It is a {@link
 * Connector} and a {@link RemoteShell} too, so that it knows the connection to close.
 */
final class Interruption extends Thread implements Connector, RemoteShell {
  private static final long GRACE_MILLIS = 5000;
  private static volatile boolean happened;

  private final Connector connector;
  private final RemoteShell shell;
  private final Console console;
  private final Thread worker;
  private final String role;
  private volatile Connection connection;
  private volatile boolean over;

  Interruption(Connector connector, RemoteShell shell, Console console, String role) {
    super("rsync-interruption");
    this.connector = connector;
    this.shell = shell;
    this.console = console;
    this.worker = Thread.currentThread();
    this.role = role;
  }

  /** For a server, which is connected already. */
  static Interruption ofServer(Connection connection, Console console, String role) {
    Interruption interruption = new Interruption(null, null, console, role);
    interruption.connection = connection;
    return interruption;
  }

  /** From now on signals end the transfer of the calling thread. */
  void arm() {
    Runtime.getRuntime().addShutdownHook(this);
  }

  /** The transfer is over; a shutdown is no interruption any more. */
  void disarm() {
    over = true;
  }

  /** Whether a signal is ending this process, which then exits by itself. */
  static boolean hasHappened() {
    return happened;
  }

  @Override
  public Connection connect(DaemonUrl daemon, Duration timeout) throws IOException {
    connection = connector.connect(daemon, timeout);
    return connection;
  }

  @Override
  public String announcement(DaemonUrl daemon) {
    return connector.announcement(daemon);
  }

  @Override
  public String command(DaemonUrl daemon) throws IOException {
    return connector.command(daemon);
  }

  @Override
  public String arrival(DaemonUrl daemon, Connection opened) throws IOException {
    return connector.arrival(daemon, opened);
  }

  @Override
  public List<byte[]> line(String user, String host, List<byte[]> command) throws RsyncException {
    return shell.line(user, host, command);
  }

  @Override
  public RemoteCommand run(
      String user, String host, List<byte[]> command, Map<String, String> environment)
      throws IOException {
    RemoteCommand started = shell.run(user, host, command, environment);
    connection = started;
    return started;
  }

  @Override
  public void run() {
    if (over) {
      return;
    }
    happened = true;
    console.error(ErrorText.ending(ExitCode.SIGNAL, role));
    closeConnection();
    worker.interrupt();
    try {
      worker.join(GRACE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ExitCode.SIGNAL.code());
  }

  private void closeConnection() {
    Connection open = connection;
    if (open == null) {
      return;
    }
    try {
      open.close();
    } catch (IOException e) {
      console.error("rsync: closing the connection: " + e.getMessage());
    }
  }
}
