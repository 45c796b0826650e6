// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.wire.WireChannel;
import java.io.Closeable;
import java.io.IOException;

/**
 * A connection to a daemon on which the greetings have been exchanged, and perhaps the module is
 * entered: it can be kept warm, and serves one transfer or one listing of modules.
 *
 * <p>The daemon allows it about a minute until a module is asked for, and then counts it among the
 * module's connections. Owned by one thread.
 */
public final class DaemonConnection implements Closeable {
  private final DaemonUrl daemon;
  private final WireChannel channel;
  private final DaemonLogin login;
  private boolean entered;

  DaemonConnection(DaemonUrl daemon, WireChannel channel, DaemonLogin login) {
    this.daemon = daemon;
    this.channel = channel;
    this.login = login;
  }

  /** The daemon at the other end. */
  public DaemonUrl daemon() {
    return daemon;
  }

  /** The protocol of the daemon's greeting. */
  public int remoteProtocol() {
    return login.remoteProtocol();
  }

  /** Whether the module is chosen and the login done. */
  boolean isEntered() {
    return entered;
  }

  void setEntered() {
    entered = true;
  }

  int protocolToNegotiate() {
    return login.protocolToNegotiate();
  }

  WireChannel channel() {
    return channel;
  }

  DaemonLogin login() {
    return login;
  }

  @Override
  public void close() throws IOException {
    channel.connection().close();
  }
}
