// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * One end of a bounded pair in memory: what one end writes, the other reads. Local copies and tests
 * run both halves of a session over it.
 */
public final class PipeConnection implements Connection {
  /** Bytes in flight in each direction, as much as the halves of a session need to overlap. */
  public static final int DEFAULT_CAPACITY = 1 << 18;

  private final BytePipe incoming;
  private final BytePipe outgoing;
  private final String peer;

  private PipeConnection(BytePipe incoming, BytePipe outgoing, String peer) {
    this.incoming = incoming;
    this.outgoing = outgoing;
    this.peer = peer;
  }

  /** Both ends of a pair. */
  public record Pair(PipeConnection client, PipeConnection server) {}

  /** A pair of the usual capacity. */
  public static Pair pair() {
    return pair(DEFAULT_CAPACITY);
  }

  /**
   * A pair.
   *
   * @param capacity bytes each direction holds at most, rounded up to a power of two
   */
  public static Pair pair(int capacity) {
    BytePipe toServer = new BytePipe(capacity);
    BytePipe toClient = new BytePipe(capacity);
    return new Pair(
        new PipeConnection(toClient, toServer, "local server"),
        new PipeConnection(toServer, toClient, "local client"));
  }

  @Override
  public InputStream input() {
    return incoming.source();
  }

  @Override
  public OutputStream output() {
    return outgoing.sink();
  }

  @Override
  public void shutdownOutput() {
    outgoing.finish();
  }

  @Override
  public String peer() {
    return peer;
  }

  @Override
  public void close() {
    outgoing.finish();
    incoming.abandon();
  }
}
