// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketConnectionTest extends ConnectionContract {

  private static ServerSocketChannel listen() throws IOException {
    return ServerSocketChannel.open()
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private static InetSocketAddress addressOf(ServerSocketChannel server) throws IOException {
    return (InetSocketAddress) server.getLocalAddress();
  }

  @Override
  Ends connect() throws IOException {
    try (ServerSocketChannel server = listen()) {
      SocketConnection near = SocketConnection.connect(addressOf(server), Duration.ofSeconds(10));
      return new Ends(near, SocketConnection.of(server.accept()));
    }
  }

  @Test
  void sendsWithoutDelayAndKeepsAlive() throws IOException {
    try (ServerSocketChannel server = listen();
        SocketChannel client = SocketChannel.open(addressOf(server));
        SocketConnection connection = SocketConnection.of(server.accept())) {
      SocketChannel channel = client;
      SocketConnection.of(channel);
      assertThat(channel.getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
      assertThat(channel.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
      assertThat(connection.peerAddress()).contains((InetSocketAddress) client.getLocalAddress());
      assertThat(connection.peer())
          .isEqualTo("127.0.0.1:" + ((InetSocketAddress) client.getLocalAddress()).getPort());
    }
  }

  @Test
  void takesOverANonBlockingChannel() throws IOException {
    try (ServerSocketChannel server = listen();
        SocketChannel client = SocketChannel.open(addressOf(server));
        SocketChannel accepted = server.accept()) {
      accepted.configureBlocking(false);
      SocketConnection.of(accepted);
      assertThat(accepted.isBlocking()).isTrue();
      assertThat(client.isConnected()).isTrue();
    }
  }

  @Test
  void connectsFromAGivenAddress() throws IOException {
    try (ServerSocketChannel server = listen();
        SocketConnection connection =
            SocketConnection.connect(
                addressOf(server),
                Optional.of(new InetSocketAddress("127.0.0.2", 0)),
                Duration.ZERO);
        SocketChannel accepted = server.accept()) {
      assertThat(((InetSocketAddress) accepted.getRemoteAddress()).getHostString())
          .isEqualTo("127.0.0.2");
      assertThat(connection.peer()).startsWith("127.0.0.1:");
    }
  }

  @Test
  void aRefusedConnectionHasTheSystemsReason() throws IOException {
    InetSocketAddress unused;
    try (ServerSocketChannel server = listen()) {
      unused = addressOf(server);
    }
    assertThatIOException()
        .isThrownBy(() -> SocketConnection.connect(unused, Duration.ofSeconds(10)))
        .satisfies(
            e -> assertThat(TransportErrors.reason(e)).isEqualTo("Connection refused (111)"));
  }

  @Test
  void aChannelThatIsNotConnectedIsClosed() throws IOException {
    SocketChannel channel = SocketChannel.open();
    assertThatIOException().isThrownBy(() -> SocketConnection.of(channel));
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aResetIsAnErrorOfTheSocket() throws IOException {
    try (ServerSocketChannel server = listen();
        SocketConnection connection =
            SocketConnection.connect(addressOf(server), Duration.ofSeconds(10))) {
      SocketChannel accepted = server.accept();
      accepted.setOption(StandardSocketOptions.SO_LINGER, 0);
      accepted.close();
      assertThatExceptionOfType(RsyncException.class)
          .isThrownBy(() -> connection.input().read())
          .withMessage("read error: Connection reset by peer (104)")
          .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.SOCKET_IO));
    }
  }

  @Test
  void worksOverALocalSocketToo(@TempDir Path dir) throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(dir.resolve("s")));
      SocketChannel client = SocketChannel.open(server.getLocalAddress());
      try (SocketConnection near = SocketConnection.of(client);
          SocketConnection far = SocketConnection.of(server.accept())) {
        near.output().write(3);
        assertThat(far.input().read()).isEqualTo(3);
        assertThat(far.peer()).isEqualTo("local socket");
        assertThat(far.peerAddress()).isEmpty();
      }
    }
  }
}
