// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Frames a data stream and messages onto one connection.
 *
 * <p>Bytes written to this stream become data frames of at most {@link WireLimits#FRAME_SENT}
 * bytes; the caller's {@link WireOutput} does the gathering, so that each of its flushes is one
 * frame and one write. Messages go out at once, in front of data still gathered in the caller's
 * buffer. Owned by one thread.
 */
public final class Multiplexer extends OutputStream {
  /** Added to a message tag to make the fourth byte of a frame header. */
  static final int TAG_BASE = 7;

  static final int HEADER_LENGTH = 4;

  private static final VarHandle INT_LE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final OutputStream out;
  private final byte[] frame = new byte[HEADER_LENGTH + WireLimits.FRAME_SENT];
  private long count;
  private long lastWriteNanos = System.nanoTime();

  /** Frames are written to {@code out}, one write call per frame. */
  public Multiplexer(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    frame[HEADER_LENGTH] = (byte) value;
    send(MessageCode.DATA, 1);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    sendInPieces(MessageCode.DATA, buffer, offset, length, WireLimits.FRAME_SENT);
  }

  /**
   * Sends one message frame; a text too long for one is sent in several, which read the same.
   *
   * @throws IllegalArgumentException when the payload does not fit the code
   */
  public void message(MessageCode code, byte[] payload) throws IOException {
    if (code.isText() && payload.length > 0) {
      sendInPieces(code, payload, 0, payload.length, WireLimits.MAX_LINE - 1);
      return;
    }
    if (!code.allows(payload.length)) {
      throw new IllegalArgumentException(code + " of " + payload.length + " bytes");
    }
    System.arraycopy(payload, 0, frame, HEADER_LENGTH, payload.length);
    send(code, payload.length);
  }

  /** Sends a message whose payload is one 32-bit little-endian value. */
  public void message(MessageCode code, int value) throws IOException {
    if (!code.allows(Integer.BYTES)) {
      throw new IllegalArgumentException(code + " with a number");
    }
    INT_LE.set(frame, HEADER_LENGTH, value);
    send(code, Integer.BYTES);
  }

  /** Sends an empty data frame, which every peer ignores. */
  public void keepAlive() throws IOException {
    send(MessageCode.DATA, 0);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /** {@link System#nanoTime} of the last frame written; at first, of the construction. */
  public long lastWriteNanos() {
    return lastWriteNanos;
  }

  /** Bytes written to the connection so far, frame headers included. */
  public long count() {
    return count;
  }

  private void sendInPieces(MessageCode code, byte[] payload, int offset, int length, int largest)
      throws IOException {
    for (int done = 0; done < length; ) {
      int piece = Math.min(largest, length - done);
      System.arraycopy(payload, offset + done, frame, HEADER_LENGTH, piece);
      send(code, piece);
      done += piece;
    }
  }

  /**
   * Sends data as one frame without copying it: the header goes into the caller's own array.
   *
   * @param buffer has {@link #HEADER_LENGTH} free bytes, then the data
   * @param length of the data, at most {@link WireLimits#FRAME_SENT}
   */
  void sendBehindHeadroom(byte[] buffer, int length) throws IOException {
    send(buffer, MessageCode.DATA, length);
  }

  /** Sends the payload that stands in the frame buffer. */
  private void send(MessageCode code, int length) throws IOException {
    send(frame, code, length);
  }

  private void send(byte[] buffer, MessageCode code, int length) throws IOException {
    INT_LE.set(buffer, 0, (TAG_BASE + code.tag()) << 24 | length);
    out.write(buffer, 0, HEADER_LENGTH + length);
    count += HEADER_LENGTH + length;
    lastWriteNanos = System.nanoTime();
  }
}
