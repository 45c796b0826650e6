// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rivulet.rsync.Hex;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultiplexerTest {

  /** Each write call as one array. */
  private static final class Frames extends OutputStream {
    final List<byte[]> writes = new ArrayList<>();

    @Override
    public void write(int value) {
      throw new AssertionError("byte by byte");
    }

    @Override
    public void write(byte[] data, int offset, int length) {
      writes.add(Arrays.copyOfRange(data, offset, offset + length));
    }

    List<String> hex() {
      return writes.stream().map(Hex::text).toList();
    }
  }

  private final Frames frames = new Frames();
  private final Multiplexer multiplexer = new Multiplexer(frames);

  @Test
  void dataGetsAHeaderInTheSameWrite() throws IOException {
    multiplexer.write(new byte[4]);
    multiplexer.write(0x99);
    assertThat(frames.hex()).containsExactly("04 00 00 07 00 00 00 00", "01 00 00 07 99");
    assertThat(multiplexer.count()).isEqualTo(13);
  }

  @Test
  void messagesCarryTheirTag() throws IOException {
    multiplexer.message(MessageCode.IO_TIMEOUT, 37);
    multiplexer.message(MessageCode.SUCCESS, 1);
    multiplexer.message(MessageCode.ERROR_EXIT, new byte[0]);
    multiplexer.message(MessageCode.ERROR_EXIT, 1);
    multiplexer.message(MessageCode.DELETED, "gdir\0".getBytes(StandardCharsets.UTF_8));
    multiplexer.message(MessageCode.INFO, "a\n".getBytes(StandardCharsets.UTF_8));
    multiplexer.message(MessageCode.ERROR, new byte[0]);
    assertThat(frames.hex())
        .containsExactly(
            "04 00 00 28 25 00 00 00",
            "04 00 00 6b 01 00 00 00",
            "00 00 00 5d",
            "04 00 00 5d 01 00 00 00",
            "05 00 00 6c 67 64 69 72 00",
            "02 00 00 09 61 0a",
            "00 00 00 0a");
  }

  @Test
  void aKeepAliveIsAnEmptyDataFrame() throws IOException {
    multiplexer.keepAlive();
    assertThat(frames.hex()).containsExactly("00 00 00 07");
  }

  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "1, 5",
    "65531, 65535",
    "65532, 65536",
    "65533, 65536 5",
    "131064, 65536 65536",
    "200000, 65536 65536 65536 3408",
  })
  void framesAreNeverLongerThanTheLimit(int length, String writes) throws IOException {
    multiplexer.write(new byte[length]);
    String lengths =
        String.join(" ", frames.writes.stream().map(frame -> "" + frame.length).toList());
    assertThat(lengths).isEqualTo(writes);
  }

  @Test
  void aGatheredTurnIsOneFrame() throws IOException {
    WireOutput out = new WireOutput(multiplexer);
    out.writeByte(1);
    out.writeShort(0x8000);
    out.writeInt(0);
    out.flush();
    assertThat(frames.hex()).containsExactly("07 00 00 07 01 00 80 00 00 00 00");
  }

  @Test
  void aMessageOvertakesDataThatIsStillGathered() throws IOException {
    WireOutput out = new WireOutput(multiplexer);
    out.writeByte(1);
    multiplexer.message(MessageCode.NO_SEND, 2);
    out.flush();
    assertThat(frames.hex()).containsExactly("04 00 00 6d 02 00 00 00", "01 00 00 07 01");
  }

  @Test
  void aLongTextBecomesSeveralMessages() throws IOException {
    byte[] text = "x".repeat(6000).getBytes(StandardCharsets.UTF_8);
    multiplexer.message(MessageCode.WARNING, text);
    assertThat(frames.writes.stream().map(frame -> frame.length)).containsExactly(5123, 885);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NOOP 1", "IO_ERROR 3", "IO_TIMEOUT 0", "ERROR_EXIT 5", "DELETED 5120"})
  void refusesPayloadsThatNoPeerWouldTake(String example) {
    String[] parts = example.split(" ");
    byte[] payload = new byte[Integer.parseInt(parts[1])];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> multiplexer.message(MessageCode.valueOf(parts[0]), payload));
    assertThat(frames.writes).isEmpty();
  }

  @Test
  void refusesANumberWhereNoneBelongs() {
    assertThatIllegalArgumentException().isThrownBy(() -> multiplexer.message(MessageCode.NOOP, 1));
  }

  @Test
  void knowsWhenItWroteLast() throws IOException {
    long before = System.nanoTime();
    multiplexer.keepAlive();
    assertThat(multiplexer.lastWriteNanos()).isBetween(before, System.nanoTime());
  }
}
