// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A connection that looks at, slows or changes what passes over another one, which it owns: its own
 * streams, all else as there.
 */
public abstract class ForwardingConnection implements Connection {
  private final Connection connection;
  private final InputStream input;
  private final OutputStream output;

  /**
   * @param input in place of the connection's own, which it reads
   * @param output in place of the connection's own, which it writes
   */
  protected ForwardingConnection(Connection connection, InputStream input, OutputStream output) {
    this.connection = connection;
    this.input = input;
    this.output = output;
  }

  @Override
  public final InputStream input() {
    return input;
  }

  @Override
  public final OutputStream output() {
    return output;
  }

  @Override
  public void shutdownOutput() throws IOException {
    connection.shutdownOutput();
  }

  @Override
  public String peer() {
    return connection.peer();
  }

  @Override
  public int timeoutSeconds() {
    return connection.timeoutSeconds();
  }

  @Override
  public void setTimeoutSeconds(int seconds) {
    connection.setTimeoutSeconds(seconds);
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
