// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rivulet.rsync.ProtocolException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireInputTest {
  private static final int BUFFER = 1 << 16;

  private static WireInput text(String text) {
    return new WireInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static String line(WireInput in, int maxLength) throws IOException {
    return new String(in.readLine(maxLength), StandardCharsets.ISO_8859_1);
  }

  @Test
  void readsLinesWithoutTheirCarriageReturns() throws IOException {
    WireInput in = text("one\r\n\ntw\ro\n");
    assertThat(line(in, 10)).isEqualTo("one");
    assertThat(line(in, 10)).isEmpty();
    assertThat(line(in, 10)).isEqualTo("two");
  }

  @Test
  void aLineMayBeAsLongAsTheLimit() throws IOException {
    assertThat(line(text("x".repeat(1022) + "\n"), 1022)).hasSize(1022);
  }

  @Test
  void rejectsALineLongerThanTheLimit() {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> text("x".repeat(1023) + "\n").readLine(1022))
        .withMessage("text line of more than 1022 bytes");
  }

  @Test
  void rejectsANulInALine() {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> text("a\0b\n").readLine(100))
        .withMessage("NUL in a text line");
  }

  @Test
  void aCleanEndIsNoFailure() throws IOException {
    WireInput in = text("a");
    assertThat(in.readByteOrEnd()).isEqualTo('a');
    assertThat(in.readByteOrEnd()).isEqualTo(-1);
    assertThat(in.readByteOrEnd()).isEqualTo(-1);
  }

  @Test
  void countsWhatItTookAndWhatIsLeft() throws IOException {
    WireInput in = text("abcdef");
    assertThat(in.buffered()).isZero();
    assertThat(in.readByte()).isEqualTo('a');
    assertThat(in.count()).isEqualTo(6);
    assertThat(in.buffered()).isEqualTo(5);
  }

  @Test
  void takesAsManyBytesAsAreAtHand() throws IOException {
    WireInput in = text("abcdef");
    byte[] target = new byte[10];
    assertThat(in.readSome(target, 2, 3)).isEqualTo(3);
    assertThat(in.readSome(target, 5, 5)).isEqualTo(3);
    assertThat(new String(target, 2, 6, StandardCharsets.ISO_8859_1)).isEqualTo("abcdef");
    assertThat(in.readSome(target, 0, 0)).isZero();
  }

  @Test
  void aLargeReadGoesStraightToItsTarget() throws IOException {
    List<byte[]> targets = new ArrayList<>();
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            throw new AssertionError("byte by byte");
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            targets.add(target);
            return length;
          }
        };
    WireInput in = new WireInput(endless);
    byte[] large = new byte[2 * BUFFER];
    in.readFully(large, 0, large.length);
    assertThat(targets).containsExactly(large);
    assertThat(in.count()).isEqualTo(large.length);
    assertThat(in.buffered()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, BUFFER - 1, BUFFER, BUFFER + 1, 3 * BUFFER + 5})
  void readsBlocksOfAnySizeInAnyPieces(int size) throws IOException {
    byte[] bytes = new byte[4 * size + 3];
    Random random = new Random(size);
    random.nextBytes(bytes);
    WireInput in = new WireInput(new DribblingStream(bytes, random));
    for (int block = 0; block < 4; block++) {
      byte[] expected = Arrays.copyOfRange(bytes, block * size, (block + 1) * size);
      assertThat(in.readBytes(size)).isEqualTo(expected);
    }
    assertThat(in.readBytes(3)).endsWith(bytes[bytes.length - 1]);
    assertThat(in.readByteOrEnd()).isEqualTo(-1);
  }

  @Test
  void aValueMayLieAcrossTheEndOfTheBuffer() throws IOException {
    byte[] bytes = new byte[BUFFER + 4];
    bytes[BUFFER - 2] = 1;
    bytes[BUFFER + 1] = 2;
    WireInput in = new WireInput(new ByteArrayInputStream(bytes));
    in.readBytes(BUFFER - 2);
    assertThat(in.readInt()).isEqualTo(0x02000001);
    assertThat(in.readShort()).isZero();
  }
}
