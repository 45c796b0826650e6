// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes the protocol's primitive values, gathered in a buffer until {@link #flush} or until the
 * buffer is full.
 *
 * <p>Owned by one thread.
 */
public final class WireOutput {

  public WireOutput(OutputStream out) {
    throw new UnsupportedOperationException("skeleton");
  }

  public void writeByte(int value) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Two bytes, little-endian. */
  public void writeShort(int value) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  public void writeInt(int value) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  public void writeLongint(long value) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  public void writeVarint(int value) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  public void writeVarlong(long value, int minBytes) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  public void writeVarint30(int protocol, int value) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  public void writeVarlong30(int protocol, long value, int minBytes) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  public void writeVstring(byte[] value) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  public void writeBytes(byte[] value) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  public void writeBytes(byte[] value, int offset, int length) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Hands everything gathered to the underlying stream and flushes that too. */
  public void flush() throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Bytes gathered and not yet handed on. */
  public int pending() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Bytes handed to the underlying stream so far. */
  public long count() {
    throw new UnsupportedOperationException("skeleton");
  }
}
