// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.net;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.nio.channels.SocketChannel;

/** A channel of Netty whose socket can be taken out of it. */
final class HandOverChannel extends NioSocketChannel {

  HandOverChannel(Channel parent, SocketChannel socket) {
    super(parent, socket);
  }

  /** The socket; belongs to the caller once this channel has been deregistered. */
  SocketChannel socketChannel() {
    return javaChannel();
  }
}
