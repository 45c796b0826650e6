// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.Hex;
import dev.rivulet.rsync.ProtocolException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values as the real sender writes them, there and back. */
class WireValuesTest {

  @FunctionalInterface
  private interface Writing {
    void to(WireOutput out) throws IOException;
  }

  private static byte[] written(Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WireOutput out = new WireOutput(bytes);
    writing.to(out);
    out.flush();
    return bytes.toByteArray();
  }

  private static WireInput input(byte[] bytes) {
    return new WireInput(new ByteArrayInputStream(bytes));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "0x7f, 7f",
    "0x80, 80 80",
    "0xff, 80 ff",
    "0x100, 81 00",
    "1000, 83 e8",
    "0x3fff, bf ff",
    "0x4000, c0 00 40",
    "32767, c0 ff 7f",
    "65534, c0 fe ff",
    "70000, c1 70 11",
    "0x1fffff, df ff ff",
    "0x200000, e0 00 00 20",
    "0x0fffffff, ef ff ff ff",
    "0x10000000, f0 00 00 00 10",
    "0x7fffffff, f0 ff ff ff 7f",
    "0x80000000, f0 00 00 00 80",
    "0xfffffffe, f0 fe ff ff ff",
    "0x1fe, 81 fe",
  })
  void varintsAreThoseOfTheRealProgram(String value, String hex) throws IOException {
    int number = Long.decode(value).intValue();
    assertThat(Hex.text(written(out -> out.writeVarint(number)))).isEqualTo(hex);
    assertThat(input(Hex.bytes(hex)).readVarint()).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 0, 00 00 00",
    "3, 1, 00 01 00",
    "3, 0x7fff, 00 ff 7f",
    "3, 0x10000, 01 00 00",
    "3, 0x7fffff, 7f ff ff",
    "3, 0x800000, 80 00 00 80",
    "3, 0xffffff, 80 ff ff ff",
    "3, 0x1000000, 81 00 00 00",
    "3, 0x3fffffff, bf ff ff ff",
    "3, 0x40000000, c0 00 00 00 40",
    "3, 0xffffffff, c0 ff ff ff ff",
    "3, 0x100000000, c1 00 00 00 00",
    "3, 0x1234567890, d2 90 78 56 34",
    "3, 0xffffffffff, e0 ff ff ff ff ff",
    "3, 0x40000000000, e4 00 00 00 00 00",
    "4, 0, 00 00 00 00",
    "4, 1, 00 01 00 00",
    "4, 0x5e0d5da5, 5e a5 5d 0d",
    "4, 0x7fffffff, 7f ff ff ff",
    "4, 0x80000000, 80 00 00 00 80",
    "4, 0xffffffff, 80 ff ff ff ff",
    "4, 0x100000000, 81 00 00 00 00",
  })
  void varlongsAreThoseOfTheRealProgram(int minBytes, String value, String hex) throws IOException {
    long number = Long.decode(value);
    assertThat(Hex.text(written(out -> out.writeVarlong(number, minBytes)))).isEqualTo(hex);
    assertThat(input(Hex.bytes(hex)).readVarlong(minBytes)).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 00 00 00 00",
    "0x7fffffff, ff ff ff 7f",
    "0x80000000, ff ff ff ff 00 00 00 80 00 00 00 00",
    "-1, ff ff ff ff ff ff ff ff ff ff ff ff",
    "0x1234567890, ff ff ff ff 90 78 56 34 12 00 00 00",
  })
  void oldLongsAreAnIntOrTwelveBytes(String value, String hex) throws IOException {
    long number = Long.decode(value);
    assertThat(Hex.text(written(out -> out.writeLongint(number)))).isEqualTo(hex);
    assertThat(input(Hex.bytes(hex)).readLongint()).isEqualTo(number);
  }

  @Test
  void fixedValuesAreLittleEndian() throws IOException {
    byte[] bytes =
        written(
            out -> {
              out.writeByte(0x1ff);
              out.writeShort(0xfffe);
              out.writeInt(0x6b0af7e7);
            });
    assertThat(Hex.text(bytes)).isEqualTo("ff fe ff e7 f7 0a 6b");
    WireInput in = input(bytes);
    assertThat(in.readByte()).isEqualTo(0xff);
    assertThat(in.readShort()).isEqualTo(0xfffe);
    assertThat(in.readInt()).isEqualTo(0x6b0af7e7);
  }

  @Test
  void theProtocolDecidesBetweenOldAndNewForms() throws IOException {
    assertThat(written(out -> out.writeVarint30(29, 5))).hasSize(4);
    assertThat(written(out -> out.writeVarint30(30, 5))).hasSize(1);
    assertThat(written(out -> out.writeVarlong30(29, 5, 3))).hasSize(4);
    assertThat(written(out -> out.writeVarlong30(30, 5, 3))).hasSize(3);
    assertThat(input(Hex.bytes("05000000")).readVarint30(29)).isEqualTo(5);
    assertThat(input(Hex.bytes("05")).readVarint30(30)).isEqualTo(5);
    assertThat(input(Hex.bytes("06000000")).readVarlong30(29, 3)).isEqualTo(6);
    assertThat(input(Hex.bytes("000600")).readVarlong30(30, 3)).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 126, 127, 128, 129, 255, 256, 0x7ffe, 0x7fff})
  void stringsCarryOneOrTwoBytesOfLength(int length) throws IOException {
    byte[] text = new byte[length];
    new Random(length).nextBytes(text);
    byte[] bytes = written(out -> out.writeVstring(text));
    assertThat(bytes).hasSize(length + (length <= 127 ? 1 : 2));
    assertThat(input(bytes).readVstring(0x7fff, "text")).isEqualTo(text);
  }

  @Test
  void aStringLengthOfTwoBytesHasItsHighPartFirst() throws IOException {
    assertThat(written(out -> out.writeVstring(new byte[0x123]))).startsWith(0x81, 0x23);
  }

  @Test
  void aStringThatNoLengthCanExpressIsNotWritten() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> written(out -> out.writeVstring(new byte[0x8000])));
  }

  @Test
  void rejectsStringsAboveTheLimitBeforeReadingThem() {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> input(Hex.bytes("8100")).readVstring(255, "checksum list"))
        .withMessage("checksum list of 256 bytes, more than 255");
  }

  @ParameterizedTest
  @ValueSource(strings = {"f8 00 00 00 00 00", "fc 00 00 00 00 00 00", "ff 00 00 00 00 00 00"})
  void rejectsVarintsOfMoreThanFourExtraBytes(String hex) {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> input(Hex.bytes(hex)).readVarint())
        .withMessage("Overflow in read_varint()")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.STREAM_IO));
  }

  @Test
  void rejectsVarintsWithBitsBeyondTheWord() {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> input(Hex.bytes("f1 00 00 00 00")).readVarint())
        .withMessage("Overflow in read_varint()");
  }

  @ParameterizedTest
  @CsvSource({"4, fc 00 00 00 00 00 00 00 00 00", "3, fd 00 00 00 00 00 00 00 00"})
  void rejectsVarlongsOfMoreThanEightBytes(int minBytes, String hex) {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> input(Hex.bytes(hex)).readVarlong(minBytes))
        .withMessage("Overflow in read_varlong()")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.STREAM_IO));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void valuesOfEveryMagnitudeComeBack(long seed) throws IOException {
    Random random = new Random(seed);
    long[] values = new long[2000];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextLong() >>> random.nextInt(64);
    }
    byte[] bytes =
        written(
            out -> {
              for (long value : values) {
                out.writeVarint((int) value);
                out.writeVarlong(value, 3);
                out.writeVarlong(value, 4);
                out.writeVarlong(value, 8);
                out.writeLongint(value);
                out.writeInt((int) value);
                out.writeShort((int) value);
              }
            });
    WireInput in = new WireInput(new DribblingStream(bytes, random));
    for (long value : values) {
      assertThat(in.readVarint()).as("seed %d", seed).isEqualTo((int) value);
      assertThat(in.readVarlong(3)).as("seed %d", seed).isEqualTo(value);
      assertThat(in.readVarlong(4)).as("seed %d", seed).isEqualTo(value);
      assertThat(in.readVarlong(8)).as("seed %d", seed).isEqualTo(value);
      assertThat(in.readLongint()).as("seed %d", seed).isEqualTo(value);
      assertThat(in.readInt()).as("seed %d", seed).isEqualTo((int) value);
      assertThat(in.readShort()).as("seed %d", seed).isEqualTo((int) value & 0xffff);
    }
    assertThat(in.readByteOrEnd()).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "readShort 01 02",
        "readInt 01 02 03 04",
        "readLongint ff ff ff ff 01 02 03 04 05 06 07 08",
        "readVarint f0 01 02 03 04",
        "readVarlong e4 00 00 00 00 00",
        "readVstring 05 61 62 63 64 65",
        "readVstring 80 80",
        "readLine 61 62 63",
      })
  void everyTruncatedValueIsAnUnexpectedEnd(String example) {
    String[] parts = example.split(" ", 2);
    byte[] whole = Hex.bytes(parts[1]);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      int received = length;
      assertThatExceptionOfType(ProtocolException.class)
          .as("%s cut to %d bytes", example, length)
          .isThrownBy(() -> read(parts[0], input(cut)))
          .withMessage("connection unexpectedly closed (%d bytes received so far)", received)
          .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.STREAM_IO));
    }
  }

  private static void read(String method, WireInput in) throws IOException {
    switch (method) {
      case "readShort" -> in.readShort();
      case "readInt" -> in.readInt();
      case "readLongint" -> in.readLongint();
      case "readVarint" -> in.readVarint();
      case "readVarlong" -> in.readVarlong(3);
      case "readVstring" -> in.readVstring(255, "text");
      case "readLine" -> in.readLine(100);
      default -> throw new AssertionError(method);
    }
  }
}
