// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.Hex;
import dev.rivulet.rsync.ProtocolException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemultiplexerTest {
  private final List<String> messages = new ArrayList<>();

  private Demultiplexer over(byte[] bytes) {
    return new Demultiplexer(
        new WireInput(new ByteArrayInputStream(bytes)),
        (code, payload) -> messages.add((code + " " + Hex.text(payload)).strip()));
  }

  private Demultiplexer over(String hex) {
    return over(Hex.bytes(hex));
  }

  @Test
  void joinsDataFrames() throws IOException {
    Demultiplexer in = over("02000007 0102 01000007 03");
    assertThat(in.readAllBytes()).containsExactly(1, 2, 3);
  }

  @Test
  void aReadEndsWithItsFrame() throws IOException {
    Demultiplexer in = over("02000007 0102 01000007 03");
    assertThat(in.read(new byte[10])).isEqualTo(2);
    assertThat(in.read(new byte[0])).isZero();
    assertThat(in.read()).isEqualTo(3);
    assertThat(in.read()).isEqualTo(-1);
  }

  @Test
  void emptyDataFramesAreNoEnd() throws IOException {
    assertThat(over("00000007 00000007 01000007 05 00000007").readAllBytes()).containsExactly(5);
  }

  @Test
  void aValueMayBeInterruptedByMessages() throws IOException {
    WireInput in = new WireInput(over("02000007 0102 04000028 25000000 02000007 0304"));
    assertThat(in.readInt()).isEqualTo(0x04030201);
    assertThat(messages).containsExactly("IO_TIMEOUT 25 00 00 00");
  }

  @Test
  void aMessageComesWhenTheDataInFrontOfItIsConsumed() throws IOException {
    Demultiplexer in = over("01000007 01 02000009 610a 01000007 02");
    assertThat(in.read()).isEqualTo(1);
    assertThat(messages).isEmpty();
    assertThat(in.read()).isEqualTo(2);
    assertThat(messages).containsExactly("INFO 61 0a");
  }

  @Test
  void everyMessageOfANetworkPeerArrives() throws IOException {
    String frames =
        "01000008 61 01000009 61 0100000a 61 0100000b 61 0400001d 02000000 04000028 25000000"
            + "00000031 0000005d 0400005d 01000000 0400006b 07000000 0300006c 646400"
            + "0400006d 02000000 00000009";
    assertThat(over(frames).read()).isEqualTo(-1);
    assertThat(messages)
        .containsExactly(
            "ERROR_XFER 61",
            "INFO 61",
            "ERROR 61",
            "WARNING 61",
            "IO_ERROR 02 00 00 00",
            "IO_TIMEOUT 25 00 00 00",
            "NOOP",
            "ERROR_EXIT",
            "ERROR_EXIT 01 00 00 00",
            "SUCCESS 07 00 00 00",
            "DELETED 64 64 00",
            "NO_SEND 02 00 00 00",
            "INFO");
  }

  @Test
  void theNumberOfAMessageIsLittleEndian() {
    assertThat(MessageCode.value(Hex.bytes("25000000"))).isEqualTo(37);
    assertThat(MessageCode.value(Hex.bytes("fffffffe"))).isEqualTo(0xfeffffff);
  }

  @ParameterizedTest
  @CsvSource({
    "00000006, unexpected tag -1",
    "00000000, unexpected tag -7",
    "00000012, unexpected tag 11",
    "000000ff, unexpected tag 248",
    "0100006e 00, unexpected tag 103",
    "0400000c 00000000, invalid multi-message 5:4",
    "01000010 00, invalid multi-message 9:1",
    "08000011 00, invalid multi-message 10:8",
    "0300001d 000000, invalid multi-message 22:3",
    "01000031 00, invalid multi-message 42:1",
    "0500005d 0000000000, invalid multi-message 86:5",
    "1400006b 00, invalid multi-message 100:20",
    "00000028, invalid multi-message 33:0",
    "00140009, multiplexing overflow 2:5120",
    "ffffff6c, multiplexing overflow 101:16777215",
  })
  void rejectsFramesNoPeerMaySend(String hex, String message) {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> over(hex).read())
        .withMessage(message)
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.STREAM_IO));
  }

  @Test
  void aTextMayBeOneByteShorterThanTheLimit() throws IOException {
    byte[] frame = new byte[4 + 5119];
    System.arraycopy(Hex.bytes("ff130009"), 0, frame, 0, 4);
    assertThat(over(frame).read()).isEqualTo(-1);
    assertThat(messages).hasSize(1);
  }

  @Test
  void anEndInsideAFrameIsAFailureThatCountsAllBytes() {
    byte[] whole = Hex.bytes("02000007 0102 04000028 25000000");
    for (int length : new int[] {1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13}) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(ProtocolException.class)
          .as("cut to %d", length)
          .isThrownBy(() -> over(cut).readAllBytes())
          .withMessage("connection unexpectedly closed (%d bytes received so far)", length);
    }
  }

  @Test
  void theEndInsideAValueCountsFramesToo() {
    WireInput in = new WireInput(over("02000007 0102"));
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(in::readInt)
        .withMessage("connection unexpectedly closed (6 bytes received so far)");
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void whatWasMultiplexedComesBack(long seed) throws IOException {
    Random random = new Random(seed);
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    Multiplexer multiplexer = new Multiplexer(frames);
    WireOutput out = new WireOutput(multiplexer);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      byte[] piece = new byte[random.nextInt(1 << random.nextInt(17))];
      random.nextBytes(piece);
      data.writeBytes(piece);
      out.writeBytes(piece);
      if (random.nextInt(3) == 0) {
        out.flush();
        multiplexer.message(MessageCode.SUCCESS, i);
        sent.add("SUCCESS " + i);
      }
    }
    out.flush();
    List<String> received = new ArrayList<>();
    Demultiplexer in =
        new Demultiplexer(
            new WireInput(new DribblingStream(frames.toByteArray(), random)),
            (code, payload) -> received.add(code + " " + MessageCode.value(payload)));
    assertThat(in.readAllBytes()).as("seed %d", seed).isEqualTo(data.toByteArray());
    assertThat(received).as("seed %d", seed).isEqualTo(sent);
    assertThat(in.received()).isEqualTo(multiplexer.count());
  }
}
