// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads the protocol's primitive values from a byte stream, buffered.
 *
 * <p>Owned by one thread. The end of the stream inside a value is a {@link
 * dev.rivulet.rsync.ProtocolException} with exit code 12 ("connection unexpectedly closed").
 */
public final class WireInput {

  /** Reads from {@code in}, asking it for as much as it has whenever the buffer is empty. */
  public WireInput(InputStream in) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** One byte, 0 to 255. */
  public int readByte() throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** One byte, or -1 at a clean end of the stream. */
  public int readByteOrEnd() throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Two bytes, little-endian, unsigned. */
  public int readShort() throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Four bytes, little-endian, signed. */
  public int readInt() throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The old 64-bit form: an int, or {@code ffffffff} and eight bytes. */
  public long readLongint() throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** A variable-length 32-bit value. */
  public int readVarint() throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** A variable-length 64-bit value of at least {@code minBytes} bytes. */
  public long readVarlong(int minBytes) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** varint from protocol 30 on, int before. */
  public int readVarint30(int protocol) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** varlong from protocol 30 on, longint before. */
  public long readVarlong30(int protocol, int minBytes) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /**
   * A string with a one or two byte length.
   *
   * @param maxLength largest acceptable length in bytes
   * @param what what is being read, for the error message
   */
  public byte[] readVstring(int maxLength, String what) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Exactly {@code length} bytes. The caller has checked the length against a limit. */
  public byte[] readBytes(int length) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Fills {@code length} bytes of {@code buffer} from {@code offset} on. */
  public void readFully(byte[] buffer, int offset, int length) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Between one and {@code length} bytes, as many as are at hand; never 0 unless length is 0. */
  public int readSome(byte[] buffer, int offset, int length) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /**
   * A text line without its LF; every CR in it is dropped.
   *
   * @param maxLength bytes allowed before the LF
   * @return the line, or null is never returned: the end of the stream, a NUL or an overlong line
   *     throws
   */
  public byte[] readLine(int maxLength) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Bytes that can be read without touching the underlying stream. */
  public int buffered() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Bytes taken from the underlying stream so far. */
  public long count() {
    throw new UnsupportedOperationException("skeleton");
  }
}
