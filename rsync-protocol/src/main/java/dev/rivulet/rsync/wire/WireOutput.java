// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Writes the protocol's primitive values, gathered in a buffer until {@link #flush} or until the
 * buffer is full.
 *
 * <p>The buffer holds exactly one data frame of the largest size we send. Owned by one thread.
 */
public final class WireOutput {
  private static final int CAPACITY = WireLimits.FRAME_SENT;

  /** Lets a {@link Multiplexer} put its header in front without moving the data. */
  private static final int START = Multiplexer.HEADER_LENGTH;

  private static final int END = START + CAPACITY;

  /** The longest single value; room for it is made before it is stored as whole words. */
  private static final int LONGEST_VALUE = 12;

  private static final VarHandle INT_LE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG_LE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final OutputStream out;
  private final byte[] buffer = new byte[END + LONGEST_VALUE];
  private int position = START;
  private long count;

  public WireOutput(OutputStream out) {
    this.out = out;
  }

  /** The low eight bits of a value. */
  public void writeByte(int value) throws IOException {
    if (position == END) {
      drain();
    }
    buffer[position++] = (byte) value;
  }

  /** Two bytes, little-endian. */
  public void writeShort(int value) throws IOException {
    makeRoom(2);
    buffer[position] = (byte) value;
    buffer[position + 1] = (byte) (value >> 8);
    position += 2;
  }

  /** Four bytes, little-endian. */
  public void writeInt(int value) throws IOException {
    makeRoom(4);
    INT_LE.set(buffer, position, value);
    position += 4;
  }

  /** The old 64-bit form: an int where the value is one and not negative, else twelve bytes. */
  public void writeLongint(long value) throws IOException {
    if (value >= 0 && value <= Integer.MAX_VALUE) {
      writeInt((int) value);
      return;
    }
    makeRoom(12);
    INT_LE.set(buffer, position, -1);
    LONG_LE.set(buffer, position + 4, value);
    position += 12;
  }

  /** One to five bytes; small values that are not negative are short. */
  public void writeVarint(int value) throws IOException {
    if (value >= 0 && value < 0x80) {
      writeByte(value);
    } else {
      writeVariable(value & 0xffffffffL, 1);
    }
  }

  /**
   * At least {@code minBytes} bytes, at most nine.
   *
   * @param minBytes 3 to 8, as the reader of the field expects it
   */
  public void writeVarlong(long value, int minBytes) throws IOException {
    writeVariable(value, minBytes);
  }

  /**
   * The first byte carries, as leading one-bits, how many bytes follow beyond the minimum; the
   * value's highest byte moves into the rest of the first byte when it fits there.
   */
  private void writeVariable(long value, int minBytes) throws IOException {
    makeRoom(9);
    int bytes = Math.max(minBytes, (71 - Long.numberOfLeadingZeros(value)) >> 3);
    int top = (int) (value >>> 8 * (bytes - 1)) & 0xff;
    int extra = bytes - minBytes;
    if (top >= 1 << (7 - extra)) {
      buffer[position] = leadingOnes(extra + 1);
      LONG_LE.set(buffer, position + 1, value);
      position += 1 + bytes;
    } else {
      buffer[position] = (byte) (leadingOnes(extra) | top);
      LONG_LE.set(buffer, position + 1, value);
      position += bytes;
    }
  }

  private static byte leadingOnes(int ones) {
    return (byte) (0xff00 >> ones);
  }

  /** varint from protocol 30 on, int before. */
  public void writeVarint30(int protocol, int value) throws IOException {
    if (protocol >= 30) {
      writeVarint(value);
    } else {
      writeInt(value);
    }
  }

  /** varlong from protocol 30 on, longint before. */
  public void writeVarlong30(int protocol, long value, int minBytes) throws IOException {
    if (protocol >= 30) {
      writeVarlong(value, minBytes);
    } else {
      writeLongint(value);
    }
  }

  /**
   * A string with a one or two byte length.
   *
   * @throws IllegalArgumentException for more than 32767 bytes
   */
  public void writeVstring(byte[] value) throws IOException {
    if (value.length > 0x7fff) {
      throw new IllegalArgumentException("vstring of " + value.length + " bytes");
    }
    if (value.length > 0x7f) {
      writeByte(0x80 | value.length >> 8);
    }
    writeByte(value.length);
    writeBytes(value);
  }

  public void writeBytes(byte[] value) throws IOException {
    writeBytes(value, 0, value.length);
  }

  /** Bytes as they are; whole buffers full of them are handed on without being copied here. */
  public void writeBytes(byte[] value, int offset, int length) throws IOException {
    int done = 0;
    while (length - done > END - position) {
      if (position == START) {
        out.write(value, offset + done, CAPACITY);
        count += CAPACITY;
        done += CAPACITY;
      } else {
        int fitting = END - position;
        System.arraycopy(value, offset + done, buffer, position, fitting);
        position = END;
        done += fitting;
        drain();
      }
    }
    System.arraycopy(value, offset + done, buffer, position, length - done);
    position += length - done;
  }

  /** Hands everything gathered to the underlying stream and flushes that too. */
  public void flush() throws IOException {
    if (position > START) {
      drain();
    }
    out.flush();
  }

  /** Bytes gathered and not yet handed on. */
  public int pending() {
    return position - START;
  }

  /** Bytes handed to the underlying stream so far. */
  public long count() {
    return count;
  }

  /** Bytes written so far, handed on or not. */
  public long written() {
    return count + pending();
  }

  private void makeRoom(int length) throws IOException {
    if (length > END - position) {
      drain();
    }
  }

  private void drain() throws IOException {
    int length = position - START;
    position = START;
    if (out instanceof Multiplexer multiplexer) {
      multiplexer.sendBehindHeadroom(buffer, length);
    } else {
      out.write(buffer, START, length);
    }
    count += length;
  }
}
