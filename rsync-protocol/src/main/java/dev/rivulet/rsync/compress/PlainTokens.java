// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.compress;

import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireLimits;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;

/**
 * Tokens without compression: one int each.
 *
 * <p>Above zero it is the length of the literal bytes that follow, below zero block {@code -(n +
 * 1)}, zero the end of the file.
 */
final class PlainTokens {
  private PlainTokens() {}

  /** Cuts literals to the length every rsync accepts at once. */
  static final class Writer implements TokenWriter {
    private final WireOutput out;

    Writer(WireOutput out) {
      this.out = out;
    }

    @Override
    public void literal(byte[] data, int offset, int length) throws IOException {
      for (int done = 0; done < length; ) {
        int piece = Math.min(length - done, WireLimits.LITERAL_SENT);
        out.writeInt(piece);
        out.writeBytes(data, offset + done, piece);
        done += piece;
      }
    }

    @Override
    public void match(int index, byte[] block, int offset, int length) throws IOException {
      out.writeInt(-(index + 1));
    }

    @Override
    public void endFile() throws IOException {
      out.writeInt(0);
    }

    @Override
    public void close() {}
  }

  /** Delivers literals of any length in pieces. */
  static final class Reader implements TokenReader {
    private final WireInput in;
    private final byte[] buffer = new byte[WireLimits.LITERAL_SENT];
    private int length;
    private int remaining;

    Reader(WireInput in) {
      this.in = in;
    }

    @Override
    public int next() throws IOException {
      if (remaining == 0) {
        int token = in.readInt();
        if (token == 0) {
          return END;
        }
        if (token < 0) {
          return -(token + 1);
        }
        remaining = token;
      }
      length = Math.min(remaining, buffer.length);
      in.readFully(buffer, 0, length);
      remaining -= length;
      return LITERAL;
    }

    @Override
    public byte[] buffer() {
      return buffer;
    }

    @Override
    public int offset() {
      return 0;
    }

    @Override
    public int length() {
      return length;
    }

    @Override
    public void matched(byte[] block, int offset, int length) {}

    @Override
    public void close() {}
  }
}
