// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.config.ConfigException;
import dev.rivulet.daemon.config.DaemonConfig;
import dev.rivulet.daemon.config.GlobalConfig;
import dev.rivulet.daemon.config.HostAccess;
import dev.rivulet.daemon.log.DaemonLog;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.conf.ByteText;
import java.net.InetAddress;

/**
 * A connection of which nothing is known but the address of its other end, and the configuration it
 * will find.
 *
 * @param id of the connection, for the log
 */
record Threshold(long id, DaemonConfig config) {

  /**
   * Reads the configuration, and turns away who may not be in front of the daemon's clients.
   *
   * @throws RsyncException when there is no usable configuration, or the peer is not a proxy that
   *     is trusted where one is required; it has been logged
   */
  static Threshold of(DaemonServices services, InetAddress peer) throws RsyncException {
    long id = services.connectionIds().incrementAndGet();
    Threshold threshold = new Threshold(id, read(services, id));
    if (threshold.isBehindProxy()) {
      threshold.requireTrusted(services, peer);
    }
    return threshold;
  }

  private static DaemonConfig read(DaemonServices services, long id) throws ConfigException {
    try {
      return services.config().read();
    } catch (ConfigException e) {
      try (DaemonLog log = services.openLog(id)) {
        log.line(ByteText.of(String.valueOf(e.getMessage())));
        log.line("rsync error: syntax or usage error (code 1) [Receiver=" + Version.TEXT + "]");
      }
      throw e;
    }
  }

  /** Whether the connection begins with the header of a proxy. */
  boolean isBehindProxy() {
    return config.global().proxyProtocol();
  }

  private void requireTrusted(DaemonServices services, InetAddress peer) throws RsyncException {
    GlobalConfig global = config.global();
    HostAccess proxies =
        new HostAccess(global.proxyProtocolHosts(), "", true, services.hostNames());
    if (!proxies.lists(peer)) {
      try (DaemonLog log = services.openLog(global, id)) {
        log.line("proxy protocol rejected from untrusted peer " + ClientHost.unnamed(peer));
      }
      throw new RsyncException(ExitCode.SOCKET_IO, "not a trusted proxy: " + peer);
    }
  }

  /** Notes that the header did not come in time. */
  void stalled(DaemonServices services) {
    try (DaemonLog log = services.openLog(config.global(), id)) {
      HandshakeDeadline.note(log, "Receiver");
    }
  }
}
