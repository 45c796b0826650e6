// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.config.GlobalConfig;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.conf.ByteText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where a daemon is told to listen.
 *
 * @param name of an address, empty for the configured one or all
 * @param port -1 for the configured one or the usual one, 0 for any free one
 * @param family 4 or 6 to listen only on addresses of that version, 0 for both
 */
record ListenAddress(String name, int port, int family) {

  /**
   * The address to bind.
   *
   * @throws RsyncException (exit code 10) when there is no address of that name
   */
  InetSocketAddress resolved(GlobalConfig global) throws RsyncException {
    int number = port >= 0 ? port : global.port() > 0 ? global.port() : RsyncDaemon.DEFAULT_PORT;
    String host = name.isEmpty() ? ByteText.display(global.address()) : name;
    if (host.isEmpty()) {
      host = anyOfFamily();
    }
    if (host.isEmpty()) {
      return new InetSocketAddress(number);
    }
    try {
      return new InetSocketAddress(ofFamily(InetAddress.getAllByName(host)), number);
    } catch (UnknownHostException e) {
      throw new RsyncException(
          ExitCode.SOCKET_IO, "getaddrinfo: bind address " + host + ": " + e.getMessage(), e);
    }
  }

  private String anyOfFamily() {
    return switch (family) {
      case 4 -> "0.0.0.0";
      case 6 -> "::";
      default -> "";
    };
  }

  private InetAddress ofFamily(InetAddress[] candidates) {
    int bytes = family == 6 ? 16 : 4;
    for (InetAddress candidate : candidates) {
      if (family == 0 || candidate.getAddress().length == bytes) {
        return candidate;
      }
    }
    return candidates[0];
  }
}
