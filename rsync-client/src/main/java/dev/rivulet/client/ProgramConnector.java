// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.io.Connection;
import dev.rivulet.rsync.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Reaches a daemon by a command of this machine instead of a connection of its own: {@code
 * RSYNC_CONNECT_PROG} (rsync(1), section ENVIRONMENT VARIABLES). The command's standard input and
 * output are a socket of TCP, so that it may be a daemon itself, whose client is on this machine.
 */
public final class ProgramConnector implements Connector {
  private static final byte[] SHELL = bytes("/bin/sh");
  private static final String HARMLESS = "._:%+~-";
  private static final String HARMLESS_NOT_IN_FRONT = "-+~%";

  private final byte[] command;
  private final byte[] shell;

  /**
   * A connector.
   *
   * @param command for the shell; {@code %H} in it is the host and {@code %%} a percent sign
   */
  public ProgramConnector(byte[] command) {
    this(command, SHELL);
  }

  /** A connector whose command is for another shell, which takes it behind {@code -c}. */
  public ProgramConnector(byte[] command, byte[] shell) {
    this.command = command.clone();
    this.shell = shell.clone();
  }

  /** Connects; the command has time-outs of its own. */
  @Override
  public Connection connect(DaemonUrl daemon, Duration timeout) throws IOException {
    List<byte[]> line = List.of(shell, bytes("-c"), commandFor(daemon.host()));
    ProgramShell.requireNative();
    try {
      return ChildConnection.startOnLoopback(
          line, ProcessArguments.environment(Map.of()), daemon.host());
    } catch (StoreException e) {
      throw new RsyncException(
          ExitCode.SOCKET_IO, "rsync: cannot start the connecting program: " + e.getMessage(), e);
    }
  }

  @Override
  public boolean startsProgram() {
    return true;
  }

  @Override
  public String announcement(DaemonUrl daemon) {
    return "Using RSYNC_CONNECT_PROG instead of opening tcp connection to %s port %d"
        .formatted(daemon.host(), daemon.effectivePort());
  }

  @Override
  public String command(DaemonUrl daemon) throws IOException {
    String line = new String(commandFor(daemon.host()), StandardCharsets.UTF_8);
    return "Running socket program: \"" + line + "\"";
  }

  byte[] commandFor(String host) throws RsyncException {
    ByteArrayOutputStream result = new ByteArrayOutputStream(command.length + host.length());
    for (int i = 0; i < command.length; i++) {
      int next = i + 1 < command.length ? command[i + 1] : 0;
      if (command[i] == '%' && next == 'H') {
        result.writeBytes(bytes("'" + requireHarmless(host) + "'"));
        i++;
      } else {
        result.write(command[i]);
        i += command[i] == '%' && next == '%' ? 1 : 0;
      }
    }
    return result.toByteArray();
  }

  private static String requireHarmless(String host) throws RsyncException {
    boolean harmless = !host.isEmpty() && HARMLESS_NOT_IN_FRONT.indexOf(host.charAt(0)) < 0;
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      boolean alphanumeric = c < 128 && Character.isLetterOrDigit(c);
      harmless &= alphanumeric || HARMLESS.indexOf(c) >= 0;
    }
    if (!harmless) {
      throw new RsyncException(
          ExitCode.SOCKET_IO, "rsync: unsafe host characters for RSYNC_CONNECT_PROG");
    }
    return host;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
