// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Frames a data stream and messages onto one connection.
 *
 * <p>Bytes written to this stream become data frames of at most {@link WireLimits#FRAME_SENT}
 * bytes; the caller's {@link WireOutput} does the gathering, so that each of its flushes is one
 * frame and one write. Messages go out at once, in front of data still gathered in the caller's
 * buffer. Owned by one thread.
 */
public final class Multiplexer extends OutputStream {

  /** Frames are written to {@code out}, one write call per frame. */
  public Multiplexer(OutputStream out) {
    throw new UnsupportedOperationException("skeleton");
  }

  @Override
  public void write(int value) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Sends one message frame. */
  public void message(MessageCode code, byte[] payload) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Sends a message whose payload is one 32-bit little-endian value. */
  public void message(MessageCode code, int value) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Sends an empty data frame, which every peer ignores. */
  public void keepAlive() throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** {@link System#nanoTime} of the last frame written. */
  public long lastWriteNanos() {
    throw new UnsupportedOperationException("skeleton");
  }
}
