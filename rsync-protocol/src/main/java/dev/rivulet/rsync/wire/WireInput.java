// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import dev.rivulet.rsync.ProtocolException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads the protocol's primitive values from a byte stream, buffered.
 *
 * <p>Owned by one thread. The end of the stream inside a value is a {@link ProtocolException} with
 * exit code 12 ("connection unexpectedly closed"). No method but those that return an array
 * allocates.
 */
public final class WireInput {
  private static final int CAPACITY = 1 << 16;

  /** Lets every value be loaded as one word, however few of its bytes belong to it. */
  private static final int SLACK = 8;

  private static final VarHandle SHORT_LE = view(short[].class);
  private static final VarHandle INT_LE = view(int[].class);
  private static final VarHandle LONG_LE = view(long[].class);

  private final InputStream in;
  private final byte[] buffer = new byte[CAPACITY + SLACK];
  private int position;
  private int limit;
  private long count;

  /** Reads from {@code in}, asking it for as much as it has whenever the buffer is empty. */
  public WireInput(InputStream in) {
    this.in = in;
  }

  private static VarHandle view(Class<?> arrayType) {
    return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
  }

  /** One byte, 0 to 255. */
  public int readByte() throws IOException {
    if (position == limit) {
      require(1);
    }
    return buffer[position++] & 0xff;
  }

  /** One byte, or -1 at a clean end of the stream. */
  public int readByteOrEnd() throws IOException {
    return position < limit || fill() ? buffer[position++] & 0xff : -1;
  }

  /** Two bytes, little-endian, unsigned. */
  public int readShort() throws IOException {
    require(2);
    int value = (short) SHORT_LE.get(buffer, position) & 0xffff;
    position += 2;
    return value;
  }

  /** Four bytes, little-endian, signed. */
  public int readInt() throws IOException {
    require(4);
    int value = (int) INT_LE.get(buffer, position);
    position += 4;
    return value;
  }

  /** The old 64-bit form: an int, or {@code ffffffff} and eight bytes. */
  public long readLongint() throws IOException {
    int value = readInt();
    if (value != -1) {
      return value;
    }
    require(8);
    long wide = (long) LONG_LE.get(buffer, position);
    position += 8;
    return wide;
  }

  /**
   * A variable-length 32-bit value.
   *
   * @throws ProtocolException (exit code 12) when the value does not fit
   */
  public int readVarint() throws IOException {
    int first = readByte();
    if (first < 0x80) {
      return first;
    }
    int extra = extraBytes(first);
    int top = first & ((1 << (8 - extra)) - 1);
    if (extra > 4 || (extra == 4 && top != 0)) {
      throw ProtocolException.stream("Overflow in read_varint()");
    }
    require(extra);
    int low = (int) INT_LE.get(buffer, position);
    position += extra;
    return extra == 4 ? low : low & ((1 << 8 * extra) - 1) | top << 8 * extra;
  }

  /**
   * A variable-length 64-bit value of at least {@code minBytes} bytes.
   *
   * @param minBytes 3 to 8
   * @throws ProtocolException (exit code 12) when the value does not fit
   */
  public long readVarlong(int minBytes) throws IOException {
    int first = readByte();
    int extra = extraBytes(first);
    int following = minBytes - 1 + extra;
    long top = first & ((1 << (8 - extra)) - 1);
    if (following > 8 || (following == 8 && top != 0)) {
      throw ProtocolException.stream("Overflow in read_varlong()");
    }
    require(following);
    long low = (long) LONG_LE.get(buffer, position);
    position += following;
    return following == 8 ? low : low & ((1L << 8 * following) - 1) | top << 8 * following;
  }

  /** How many bytes the leading one-bits of the first one announce, beyond the minimum. */
  private static int extraBytes(int first) {
    return Math.min(6, Integer.numberOfLeadingZeros(~(first << 24)));
  }

  /** varint from protocol 30 on, int before. */
  public int readVarint30(int protocol) throws IOException {
    return protocol >= 30 ? readVarint() : readInt();
  }

  /** varlong from protocol 30 on, longint before. */
  public long readVarlong30(int protocol, int minBytes) throws IOException {
    return protocol >= 30 ? readVarlong(minBytes) : readLongint();
  }

  /**
   * A string with a one or two byte length.
   *
   * @param maxLength largest acceptable length in bytes
   * @param what what is being read, for the error message
   */
  public byte[] readVstring(int maxLength, String what) throws IOException {
    int length = readByte();
    if (length >= 0x80) {
      length = (length & 0x7f) << 8 | readByte();
    }
    if (length > maxLength) {
      throw new ProtocolException(what + " of " + length + " bytes, more than " + maxLength);
    }
    return readBytes(length);
  }

  /** Exactly {@code length} bytes. The caller has checked the length against a limit. */
  public byte[] readBytes(int length) throws IOException {
    byte[] bytes = new byte[length];
    readFully(bytes, 0, length);
    return bytes;
  }

  /** Fills {@code length} bytes of {@code target} from {@code offset} on. */
  public void readFully(byte[] target, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      done += readSome(target, offset + done, length - done);
    }
  }

  /** Between one and {@code length} bytes, as many as are at hand; never 0 unless length is 0. */
  public int readSome(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == limit && length >= CAPACITY) {
      return readDirectly(target, offset, length);
    }
    require(1);
    int taken = Math.min(length, limit - position);
    System.arraycopy(buffer, position, target, offset, taken);
    position += taken;
    return taken;
  }

  private int readDirectly(byte[] target, int offset, int length) throws IOException {
    int taken = in.read(target, offset, length);
    if (taken < 0) {
      throw unexpectedEnd();
    }
    count += taken;
    return taken;
  }

  /**
   * A text line without its LF; every CR in it is dropped.
   *
   * @param maxLength bytes allowed before the LF
   * @throws ProtocolException (exit code 12) at the end of the stream, for a NUL and for a longer
   *     line
   */
  public byte[] readLine(int maxLength) throws IOException {
    byte[] line = new byte[Math.min(maxLength, 256)];
    int length = 0;
    for (int value = readByte(); value != '\n'; value = readByte()) {
      if (value == 0) {
        throw ProtocolException.stream("NUL in a text line");
      }
      if (value == '\r') {
        continue;
      }
      if (length == maxLength) {
        throw ProtocolException.stream("text line of more than " + maxLength + " bytes");
      }
      if (length == line.length) {
        line = Arrays.copyOf(line, Math.min(maxLength, 2 * length));
      }
      line[length++] = (byte) value;
    }
    return Arrays.copyOf(line, length);
  }

  /** Bytes that can be read without touching the underlying stream. */
  public int buffered() {
    return limit - position;
  }

  /** Bytes taken from the underlying stream so far. */
  public long count() {
    return count;
  }

  /** Makes at least {@code length} bytes, at most a few words, available in the buffer. */
  private void require(int length) throws IOException {
    while (limit - position < length) {
      if (!fill()) {
        throw unexpectedEnd();
      }
    }
  }

  /** Reads more behind what is still unread; false at the end of the stream. */
  private boolean fill() throws IOException {
    if (position > 0) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      position = 0;
    }
    int taken = in.read(buffer, limit, CAPACITY - limit);
    if (taken < 0) {
      return false;
    }
    limit += taken;
    count += taken;
    return true;
  }

  private ProtocolException unexpectedEnd() {
    long received = in instanceof CountingStream counting ? counting.received() : count;
    return ProtocolException.stream(
        "connection unexpectedly closed (" + received + " bytes received so far)");
  }
}
