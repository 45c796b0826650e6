// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.net;

import dev.rivulet.rsync.io.Connection;
import dev.rivulet.rsync.io.SocketTuning;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;

/**
 * Takes clients from a listener: it greets them, and serves those that say what they want.
 *
 * <p>A listener keeps a client that has not said anything yet without a thread.
 */
@FunctionalInterface
public interface Reception {

  /**
   * Somebody has connected. May take as long as reading a file; called by several threads at once.
   *
   * @throws IOException to close the connection without a word
   */
  Arrival arrive(InetAddress peer) throws IOException;

  /** A connection that has not been greeted. */
  interface Arrival {

    /** Whether it begins with the header of a proxy that says who the client is. */
    boolean isBehindProxy();

    /** How long the header may take. */
    Duration patience();

    /**
     * The client is known. May take as long as asking a name server.
     *
     * @throws IOException to close the connection without a word
     */
    Guest welcome(InetAddress client) throws IOException;

    /** The header did not come in time. */
    void stalled();
  }

  /** A client that has been greeted. Exactly one of the last three methods is called, once. */
  interface Guest {

    /** What is set of its socket. */
    SocketTuning socketTuning();

    /** What it is sent first. */
    byte[] opening();

    /** How long it may take to say what it wants. */
    Duration patience();

    /**
     * It has said what it wants; all it has sent can be read from the connection. Returns at once.
     */
    void serve(Connection connection);

    /** It did not say what it wants in time, and was disconnected. */
    void stalled();

    /** It went away. */
    void left();
  }
}
