// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.wire.WireChannel;
import java.io.IOException;
import java.util.List;

/** The client half of the text dialogue with a daemon. */
final class DaemonLogin {
  private final WireChannel channel;
  private final int remoteProtocol;

  private DaemonLogin(WireChannel channel, int remoteProtocol) {
    this.channel = channel;
    this.remoteProtocol = remoteProtocol;
  }

  static DaemonLogin greet(WireChannel channel, int protocolLimit) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  int remoteProtocol() {
    return remoteProtocol;
  }

  void enter(
      byte[] module, String user, String host, PasswordSource passwords, TransferListener motd)
      throws IOException {
    throw new UnsupportedOperationException("skeleton " + channel);
  }

  void sendArguments(List<byte[]> words) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  void listModules(TransferListener listener) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }
}
