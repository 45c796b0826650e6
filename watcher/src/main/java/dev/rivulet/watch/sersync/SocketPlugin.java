// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.sersync;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Sends each absolute path over a connection of its own and closes it; nothing ends the path. */
public final class SocketPlugin implements PathAction {
  private static final int TRIES = 5;
  private static final int FIRST_WAIT_MILLIS = 100;

  private final String host;
  private final int port;

  /** The plugin {@code socket} for one {@code deshost}. */
  public SocketPlugin(String host, int port) {
    this.host = host;
    this.port = port;
  }

  @Override
  public String name() {
    return "socket " + host + ":" + port;
  }

  /** Waits twice as long for a connection with each of five tries, from a tenth of a second. */
  @Override
  public void on(ChangedPath changed) throws IOException {
    int wait = FIRST_WAIT_MILLIS;
    for (int attempt = 1; ; attempt++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(host, port), wait);
        socket.getOutputStream().write(changed.absolute());
        return;
      } catch (IOException e) {
        if (attempt == TRIES) {
          throw e;
        }
        wait *= 2;
      }
    }
  }
}
