// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.io.AddressText;
import dev.rivulet.rsync.io.Connection;
import dev.rivulet.rsync.io.SocketConnection;
import dev.rivulet.rsync.io.SocketTuning;
import dev.rivulet.rsync.io.TransportErrors;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reaches daemons by TCP: tries the addresses of the host one after the other. */
public final class DaemonConnector implements Connector {

  /** Which addresses are tried. */
  public enum Family {
    ANY,
    IPV4,
    IPV6;

    private boolean admits(InetAddress address) {
      return switch (this) {
        case ANY -> true;
        case IPV4 -> address instanceof Inet4Address;
        case IPV6 -> address instanceof Inet6Address;
      };
    }
  }

  /** From any local address to any address of the host. */
  static final DaemonConnector DEFAULT = new DaemonConnector(Family.ANY, "");

  private static final int MAX_PORT = 65535;

  private final Family family;
  private final String bindAddress;
  private final SocketTuning tuning;

  /**
   * A connector with the restrictions of {@code --ipv4}, {@code --ipv6} and {@code --address}.
   *
   * @param bindAddress the local address to connect from, empty for any
   */
  public DaemonConnector(Family family, String bindAddress) {
    this(family, bindAddress, SocketTuning.NONE);
  }

  /** A connector that also sets options of its sockets, {@code --sockopts}. */
  public DaemonConnector(Family family, String bindAddress, SocketTuning tuning) {
    this.family = family;
    this.bindAddress = bindAddress;
    this.tuning = tuning;
  }

  @Override
  public Connection connect(DaemonUrl daemon, Duration timeout) throws IOException {
    return connect(daemon.host(), daemon.effectivePort(), timeout);
  }

  @Override
  public String announcement(DaemonUrl daemon) {
    return "opening tcp connection to " + daemon.host() + " port " + daemon.effectivePort();
  }

  @Override
  public String arrival(DaemonUrl daemon, Connection connection) throws IOException {
    Optional<InetSocketAddress> peer =
        connection instanceof SocketConnection socket ? socket.peerAddress() : Optional.empty();
    return peer.map(
            address ->
                "Connected to %s (%s)"
                    .formatted(daemon.host(), AddressText.of(address.getAddress())))
        .orElse("");
  }

  /** Connects to whatever listens there. */
  Connection connect(String host, int port, Duration timeout) throws IOException {
    List<String> failures = new ArrayList<>();
    for (InetAddress address : addressesOf(host, port)) {
      try {
        return SocketConnection.connect(
                new InetSocketAddress(address, port), localAddress(port), timeout)
            .tuned(tuning);
      } catch (SocketTimeoutException e) {
        throw new RsyncException(
            ExitCode.CONNECT_TIMEOUT, "timeout waiting for daemon connection", e);
      } catch (IOException e) {
        failures.add(
            "failed to connect to "
                + host
                + " ("
                + AddressText.of(address)
                + "): "
                + TransportErrors.reason(e));
      }
    }
    throw new RsyncException(ExitCode.SOCKET_IO, String.join("\n", failures));
  }

  private List<InetAddress> addressesOf(String host, int port) throws RsyncException {
    if (host.isEmpty()) {
      throw unknownHost(host, port, "Name or service not known");
    }
    if (port < 0 || port > MAX_PORT) {
      throw unknownHost(host, port, "Servname not supported for ai_socktype");
    }
    List<InetAddress> addresses = new ArrayList<>();
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (family.admits(address)) {
          addresses.add(address);
        }
      }
    } catch (UnknownHostException e) {
      throw unknownHost(host, port, "Name or service not known");
    }
    if (addresses.isEmpty()) {
      throw unknownHost(host, port, "Address family for hostname not supported");
    }
    return addresses;
  }

  private Optional<InetSocketAddress> localAddress(int port) throws RsyncException {
    if (bindAddress.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new InetSocketAddress(InetAddress.getByName(bindAddress), 0));
    } catch (UnknownHostException e) {
      throw unknownHost(bindAddress, port, "Name or service not known");
    }
  }

  private static RsyncException unknownHost(String host, int port, String reason) {
    return new RsyncException(
        ExitCode.SOCKET_IO, "rsync: getaddrinfo: " + host + " " + port + ": " + reason);
  }
}
