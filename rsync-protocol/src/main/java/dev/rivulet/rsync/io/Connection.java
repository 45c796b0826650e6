// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A two-way byte stream to one peer: a socket, a TLS channel, a child process, standard input and
 * output, or an in-memory pair.
 *
 * <p>Neither stream buffers: callers gather a whole turn of the dialogue into one write. Both
 * streams block. One thread may read while another writes; {@link #close} may be called from any
 * thread and makes both sides fail, which is how a time-out ends a blocked session.
 */
public interface Connection extends Closeable {

  /** What the peer sends; returns -1 when it has half-closed. */
  InputStream input();

  /** What the peer receives; every write call is sent at once. */
  OutputStream output();

  /** Tells the peer that nothing more will be written; a no-op where the transport cannot. */
  void shutdownOutput() throws IOException;

  /** Text that names the peer in messages, for example {@code 127.0.0.1:45120}. */
  String peer();

  /** Seconds without traffic after which a watched connection is closed; 0 for never. */
  default int timeoutSeconds() {
    return 0;
  }

  /**
   * Asks for another timeout, as a daemon may do at any time; counts from the last traffic. Without
   * effect on a connection that nobody watches (see {@link Watchdog}).
   *
   * @param seconds without traffic, 0 for no limit
   */
  default void setTimeoutSeconds(int seconds) {}

  /** Ends both directions; safe to call more than once and from any thread. */
  @Override
  void close() throws IOException;
}
