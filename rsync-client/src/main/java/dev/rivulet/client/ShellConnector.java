// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.io.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reaches a daemon by starting it, for this one connection, through a remote shell (rsync(1),
 * section USING RSYNC-DAEMON FEATURES VIA A REMOTE-SHELL CONNECTION).
 */
public final class ShellConnector implements Connector {
  private static final List<String> DAEMON = List.of("--server", "--daemon", ".");

  private final RemoteServer server;

  public ShellConnector(RemoteServer server) {
    this.server = server;
  }

  /** Connects; the remote shell has time-outs of its own. */
  @Override
  public Connection connect(DaemonUrl daemon, Duration timeout) throws IOException {
    Map<String, String> port = Map.of("RSYNC_PORT", Integer.toString(daemon.port()));
    List<byte[]> command = new ArrayList<>(DAEMON.size() + 1);
    command.add(server.program());
    for (String word : DAEMON) {
      command.add(word.getBytes(StandardCharsets.US_ASCII));
    }
    return server.shell().run(daemon.user(), daemon.host(), command, port);
  }
}
