// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.config.DaemonConfig;
import dev.rivulet.daemon.host.OperatorFiles;
import dev.rivulet.daemon.log.DaemonLog;
import dev.rivulet.daemon.log.Diagnostics;
import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.handshake.Greeting;
import dev.rivulet.rsync.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.net.InetAddress;
import java.util.Map;

/**
 * A client that has connected and has not said anything yet: the configuration it will find, its
 * name, its log.
 */
final class Admission implements Closeable {
  private final DaemonConfig config;
  private final ClientHost host;
  private final DaemonLog log;
  private final Greeting greeting;

  private Admission(DaemonConfig config, ClientHost host, DaemonLog log, Greeting greeting) {
    this.config = config;
    this.host = host;
    this.log = log;
    this.greeting = greeting;
  }

  /**
   * Notes the client in the log; asks the name server if the configuration wants that.
   *
   * @param address of the client, which is not that of its proxy
   */
  static Admission of(DaemonServices services, Threshold threshold, InetAddress address) {
    DaemonConfig config = threshold.config();
    DaemonLog log = services.openLog(config.global(), threshold.id());
    config.notices().forEach(log::line);
    ClientHost host =
        config.global().reverseLookup()
            ? ClientHost.lookedUp(address, services.hostNames())
            : ClientHost.unnamed(address);
    log.line("connect from " + host);
    return new Admission(config, host, log, services.greeting());
  }

  DaemonConfig config() {
    return config;
  }

  ClientHost host() {
    return host;
  }

  DaemonLog log() {
    return log;
  }

  /** The variables a connection adds to the environment, as far as they are known now. */
  Map<String, String> variables() {
    return Map.of(
        "RSYNC_HOST_NAME", host.name(),
        "RSYNC_HOST_ADDR", host.addressText(),
        "RSYNC_PID", Long.toString(log.id()));
  }

  /** What the client is sent before it says anything: the greeting and the message of the day. */
  byte[] opening() {
    ByteArrayOutputStream opening = new ByteArrayOutputStream();
    opening.writeBytes(greeting.format());
    String motd = config.global().motdFile();
    if (!motd.isEmpty()) {
      try {
        opening.writeBytes(OperatorFiles.read(ByteText.bytes(motd)).bytes());
      } catch (StoreException e) {
        Diagnostics.debug("no message of the day", e);
      }
      opening.write('\n');
    }
    return opening.toByteArray();
  }

  @Override
  public void close() {
    log.close();
  }
}
