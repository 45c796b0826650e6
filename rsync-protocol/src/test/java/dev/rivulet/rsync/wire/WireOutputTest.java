// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireOutputTest {
  private static final int BUFFER = WireLimits.FRAME_SENT;

  /** Remembers the length of each write. */
  private static final class Writes extends OutputStream {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final List<Integer> lengths = new ArrayList<>();
    int flushes;

    @Override
    public void write(int value) {
      throw new AssertionError("byte by byte");
    }

    @Override
    public void write(byte[] data, int offset, int length) {
      bytes.write(data, offset, length);
      lengths.add(length);
    }

    @Override
    public void flush() {
      flushes++;
    }
  }

  private final Writes writes = new Writes();
  private final WireOutput out = new WireOutput(writes);

  @Test
  void gathersUntilItIsFlushed() throws IOException {
    out.writeInt(1);
    out.writeByte(2);
    out.writeVstring(new byte[3]);
    assertThat(out.pending()).isEqualTo(9);
    assertThat(out.count()).isZero();
    assertThat(writes.lengths).isEmpty();
    out.flush();
    assertThat(writes.lengths).containsExactly(9);
    assertThat(writes.flushes).isEqualTo(1);
    assertThat(out.pending()).isZero();
    assertThat(out.count()).isEqualTo(9);
  }

  @Test
  void anEmptyFlushWritesNothing() throws IOException {
    out.flush();
    assertThat(writes.lengths).isEmpty();
  }

  @Test
  void handsOnWholeFramesWithoutBeingFlushed() throws IOException {
    out.writeBytes(new byte[10]);
    out.writeBytes(new byte[2 * BUFFER]);
    assertThat(writes.lengths).containsExactly(BUFFER, BUFFER);
    assertThat(out.pending()).isEqualTo(10);
    assertThat(writes.flushes).isZero();
  }

  @Test
  void aBufferFilledToTheLastByteStaysUntilThereIsMore() throws IOException {
    out.writeBytes(new byte[BUFFER]);
    assertThat(out.pending()).isEqualTo(BUFFER);
    out.writeByte(1);
    assertThat(writes.lengths).containsExactly(BUFFER);
    assertThat(out.pending()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13})
  void valuesFitInWhateverRoomIsLeft(int room) throws IOException {
    out.writeBytes(new byte[BUFFER - room]);
    out.writeLongint(Long.MIN_VALUE);
    out.writeVarlong(Long.MIN_VALUE, 3);
    out.writeShort(7);
    out.flush();
    assertThat(writes.lengths).allSatisfy(length -> assertThat(length).isLessThanOrEqualTo(BUFFER));
    assertThat(writes.bytes.size()).isEqualTo(BUFFER - room + 12 + 9 + 2);
    assertThat(out.count()).isEqualTo(writes.bytes.size());
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void losesNothingWhateverTheSizes(long seed) throws IOException {
    Random random = new Random(seed);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    for (int i = 0; i < 60; i++) {
      byte[] piece = new byte[random.nextInt(1 << random.nextInt(18))];
      random.nextBytes(piece);
      int from = random.nextInt(piece.length + 1);
      out.writeBytes(piece, from, piece.length - from);
      expected.write(piece, from, piece.length - from);
    }
    out.flush();
    assertThat(writes.bytes.toByteArray()).as("seed %d", seed).isEqualTo(expected.toByteArray());
  }
}
