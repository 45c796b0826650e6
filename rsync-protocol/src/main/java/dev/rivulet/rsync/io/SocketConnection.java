// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;

/**
 * A connection over a blocking {@link SocketChannel}.
 *
 * <p>Small turns of a dialogue must not wait for delayed acknowledgements, 40 ms each: the socket
 * sends without delay, and while small answers are expected it also acknowledges at once, so that a
 * peer that does delay is not held up either.
 */
public final class SocketConnection implements Connection {
  /** A read of fewer bytes is a turn of a dialogue; more is a stream that needs no help. */
  private static final int SMALL_READ = 4096;

  private final SocketChannel channel;
  private final InputStream input;
  private final OutputStream output;
  private final String peer;

  private SocketConnection(SocketChannel channel) throws IOException {
    this.channel = channel;
    this.peer = nameOf(channel.getRemoteAddress());
    this.input = new DialogueInput(channel);
    this.output = new ChannelOutput(channel);
  }

  /**
   * A connection over a channel that is already connected, and which it owns from now on.
   *
   * @throws IOException when the channel is not connected; it is closed then
   */
  public static SocketConnection of(SocketChannel channel) throws IOException {
    try {
      channel.configureBlocking(true);
      set(channel, StandardSocketOptions.TCP_NODELAY);
      set(channel, StandardSocketOptions.SO_KEEPALIVE);
      return new SocketConnection(channel);
    } catch (IOException | RuntimeException e) {
      closeAfter(channel, e);
      throw e;
    }
  }

  /**
   * Connects to a resolved address.
   *
   * @param timeout how long it may take, zero for as long as the system allows
   * @throws java.net.SocketTimeoutException when the time was over
   * @throws IOException when the address cannot be reached, see {@link TransportErrors#reason}
   */
  public static SocketConnection connect(InetSocketAddress address, Duration timeout)
      throws IOException {
    return connect(address, Optional.empty(), timeout);
  }

  /**
   * Connects from a given local address.
   *
   * @param local the address to bind to, as {@code --address} asks for it
   */
  public static SocketConnection connect(
      InetSocketAddress address, Optional<InetSocketAddress> local, Duration timeout)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      if (local.isPresent()) {
        channel.bind(local.get());
      }
      connect(channel, address, timeout);
    } catch (IOException | RuntimeException e) {
      closeAfter(channel, e);
      throw e;
    }
    return of(channel);
  }

  private static void connect(SocketChannel channel, InetSocketAddress address, Duration timeout)
      throws IOException {
    if (timeout.isZero()) {
      channel.connect(address);
    } else {
      channel.socket().connect(address, milliseconds(timeout));
    }
  }

  /**
   * The connected socket a super-server (inetd, xinetd, a systemd socket unit) has put on
   * descriptor 0; empty when that is not a connected socket.
   *
   * <p>Taking it points descriptors 0, 1 and 2 to the null device, so that nothing printed by
   * accident can get into the dialogue.
   */
  public static Optional<SocketConnection> inherited() throws IOException {
    Channel inherited = System.inheritedChannel();
    return inherited instanceof SocketChannel socket && socket.isConnected()
        ? Optional.of(of(socket))
        : Optional.empty();
  }

  /** Sets what a user wants of the socket. */
  public SocketConnection tuned(SocketTuning tuning) throws IOException {
    tuning.apply(channel);
    return this;
  }

  private static int milliseconds(Duration timeout) {
    return (int) Math.min(Integer.MAX_VALUE, timeout.plusNanos(999_999).toMillis());
  }

  private static void set(SocketChannel channel, SocketOption<Boolean> option) throws IOException {
    if (channel.supportedOptions().contains(option)) {
      channel.setOption(option, true);
    }
  }

  private static void closeAfter(SocketChannel channel, Exception failure) {
    try {
      channel.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static String nameOf(SocketAddress address) throws IOException {
    if (address == null) {
      throw new IOException("Socket is not connected");
    }
    return address instanceof InetSocketAddress internet
        ? internet.getAddress().getHostAddress() + ":" + internet.getPort()
        : "local socket";
  }

  /** The peer's address; empty for a socket that has none, such as a local one. */
  public Optional<InetSocketAddress> peerAddress() throws IOException {
    return channel.getRemoteAddress() instanceof InetSocketAddress internet
        ? Optional.of(internet)
        : Optional.empty();
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public String peer() {
    return peer;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /**
   * Asks for quick acknowledgements, which the system forgets again, as long as reads are small.
   */
  private static final class DialogueInput extends ChannelInput {
    private final SocketChannel channel;
    private final boolean canAcknowledgeQuickly;
    private boolean expectsSmallAnswer = true;

    DialogueInput(SocketChannel channel) {
      super(channel);
      this.channel = channel;
      this.canAcknowledgeQuickly =
          channel.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
    }

    @Override
    int read(ReadableByteChannel from, ByteBuffer target) throws IOException {
      if (expectsSmallAnswer && canAcknowledgeQuickly) {
        channel.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
      }
      int count = from.read(target);
      expectsSmallAnswer = count < SMALL_READ;
      return count;
    }
  }
}
