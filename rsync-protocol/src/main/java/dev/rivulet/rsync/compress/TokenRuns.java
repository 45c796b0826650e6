// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.compress;

import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;

/**
 * How compressed streams write block references: consecutive blocks as one run, the first block
 * relative to the last one named where it lies close behind it.
 *
 * <p>The flag byte's values are those of all compressed streams: {@link #DATA} belongs to the
 * literals.
 */
final class TokenRuns {
  static final int END = 0x00;
  private static final int TOKEN_LONG = 0x20;
  private static final int RUN_LONG = 0x21;
  static final int DATA = 0x40;
  private static final int TOKEN_RELATIVE = 0x80;
  private static final int RUN_RELATIVE = 0xc0;

  /** Selects the kind of flag; the other six bits are a relative block or a length. */
  static final int KIND = 0xc0;

  static final int VALUE = 0x3f;

  /** Blocks one run can stand for beyond its first. */
  private static final int MAX_EXTRA = 0xffff;

  private static final int MAX_BLOCK = Integer.MAX_VALUE - 1;

  private TokenRuns() {}

  /** Gathers consecutive blocks until something else comes. */
  static final class Encoder {
    private final WireOutput out;
    private int base;
    private int first;
    private int last = -1;
    private boolean pending;

    Encoder(WireOutput out) {
      this.out = out;
    }

    void add(int block) throws IOException {
      if (pending && block == last + 1 && block - first <= MAX_EXTRA) {
        last = block;
        return;
      }
      flush();
      first = block;
      last = block;
      pending = true;
    }

    /** Writes the run gathered so far; before literals and before the end of a file. */
    void flush() throws IOException {
      if (!pending) {
        return;
      }
      pending = false;
      int distance = first - base;
      int extra = last - first;
      if (distance >= 0 && distance <= VALUE) {
        out.writeByte((extra == 0 ? TOKEN_RELATIVE : RUN_RELATIVE) | distance);
      } else {
        out.writeByte(extra == 0 ? TOKEN_LONG : RUN_LONG);
        out.writeInt(first);
      }
      if (extra != 0) {
        out.writeShort(extra);
      }
      base = last;
    }

    /** The next block named is that of another file. */
    void startFile() {
      base = 0;
      pending = false;
    }
  }

  /** Hands out the blocks of runs one by one. */
  static final class Decoder {
    private final WireInput in;
    private int last;
    private int remaining;

    Decoder(WireInput in) {
      this.in = in;
    }

    /** Whether a run has blocks left for {@link #next}. */
    boolean hasNext() {
      return remaining > 0;
    }

    int next() {
      remaining--;
      return ++last;
    }

    /**
     * The first block of the token or run that {@code flag} starts.
     *
     * @throws ProtocolException for a block number outside 0 to 2^31 - 2, or an empty run
     */
    int read(int flag) throws IOException {
      long first = isRelative(flag) ? (long) last + (flag & VALUE) : in.readInt();
      boolean isRun = flag == RUN_LONG || (flag & KIND) == RUN_RELATIVE;
      int extra = isRun ? in.readShort() : 0;
      if (first < 0 || first + extra > MAX_BLOCK || (isRun && extra == 0)) {
        throw new ProtocolException("invalid token number in compressed stream");
      }
      last = (int) first;
      remaining = extra;
      return last;
    }

    void startFile() {
      last = 0;
      remaining = 0;
    }

    private static boolean isRelative(int flag) throws ProtocolException {
      if (flag >= TOKEN_RELATIVE) {
        return true;
      }
      if (flag == TOKEN_LONG || flag == RUN_LONG) {
        return false;
      }
      throw ProtocolException.stream("unknown token flag " + flag + " in compressed stream");
    }
  }
}
