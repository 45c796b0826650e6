// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rivulet.rsync.ProtocolException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderTest {
  private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

  private static Optional<ProxyHeader> parse(byte[] bytes) throws ProtocolException {
    return ProxyHeader.parse(bytes, bytes.length);
  }

  private static byte[] line(String text) {
    return (text + "\r\n").getBytes(ISO_8859_1);
  }

  private static byte[] binary(String hex) {
    return HexFormat.of().parseHex((SIGNATURE + hex).replace(" ", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "PROXY TCP4 1.2.3.4 5.6.7.8 10 20, 1.2.3.4",
    "PROXY TCP6 fd00::1234 ::2 10 20, fd00:0:0:0:0:0:0:1234",
    "PROXY TCP4 ::1 ::1 010 70000, 0:0:0:0:0:0:0:1"
  })
  void takesTheSourceOfALine(String text, String source) throws Exception {
    ProxyHeader header = parse(line(text)).orElseThrow();
    assertThat(header.source().map(InetAddress::getHostAddress)).contains(source);
    assertThat(header.length()).isEqualTo(text.length() + 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PROXY UNKNOWN", "PROXY UNKNOWN foo bar", "PROXY UNKNOWNfoo"})
  void takesALineThatSaysNothing(String text) throws Exception {
    assertThat(parse(line(text)).orElseThrow().source()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "PROXX TCP4 1.2.3.4 5.6.7.8 10 20",
        "PROXY TCP9 1.2.3.4 5.6.7.8 10 20",
        "PROXY TCP4 1.2.3.4",
        "PROXY TCP4 1.2.3.4 5.6.7.8 0 20",
        "PROXY TCP4 1.2.3.4 5.6.7.8 10 abc",
        "PROXY TCP4 1.2.3.4 5.6.7.8 10 20 ",
        "PROXY TCP4  1.2.3.4 5.6.7.8 10 20",
        "PROXY TCP4 localhost 5.6.7.8 10 20",
        "PROXY TCP4 1.2.3.4 zzz 10 20"
      })
  void refusesOtherLines(String text) {
    assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> parse(line(text)));
  }

  @Test
  void refusesALineThatEndsInABareLineFeedOrNotAtAll() {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> parse("PROXY TCP4 1.2.3.4 5.6.7.8 10 20\n".getBytes(ISO_8859_1)));
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> parse(("PROXY " + "x".repeat(101)).getBytes(ISO_8859_1)));
  }

  @ParameterizedTest
  @CsvSource({
    "21 11 000c 01020304 05060708 000a 0014, 1.2.3.4",
    "21 21 0024 20000000000000000000000000000005 00000000000000000000000000000000 00010002,"
        + " 2000:0:0:0:0:0:0:5"
  })
  void takesTheSourceOfABinaryHeader(String hex, String source) throws Exception {
    assertThat(parse(binary(hex)).orElseThrow().source().map(InetAddress::getHostAddress))
        .contains(source);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"20 00 0000", "20 11 000c 010203040506070800000000", "21 31 0004 00000000"})
  void takesABinaryHeaderThatSaysNothing(String hex) throws Exception {
    assertThat(parse(binary(hex)).orElseThrow().source()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "31 11 000c",
        "22 11 000c",
        "21 11 000d",
        "21 11 000b",
        "21 31 00d9",
        "21 21 0025"
      })
  void refusesABinaryHeaderByItsFixedPart(String hex) {
    assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> parse(binary(hex)));
  }

  @Test
  void waitsForTheRestOfAHeader() throws Exception {
    for (byte[] whole :
        new byte[][] {
          line("PROXY TCP4 1.2.3.4 5.6.7.8 10 20"), binary("21 11 000c 01020304 05060708 000a 0014")
        }) {
      for (int length = 0; length < whole.length; length++) {
        assertThat(ProxyHeader.parse(whole, length)).isEmpty();
      }
      assertThat(ProxyHeader.parse(whole, whole.length)).isPresent();
    }
  }

  @Test
  void readsNothingBehindTheHeader() throws IOException {
    ByteArrayInputStream in =
        new ByteArrayInputStream("PROXY UNKNOWN\r\n@RSYNCD".getBytes(ISO_8859_1));
    ProxyHeader.read(in);
    assertThat(in.readAllBytes()).asString(ISO_8859_1).isEqualTo("@RSYNCD");
    assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> ProxyHeader.read(in));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void answersAnyBytesWithAValueOrAProtocolException(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = Arrays.copyOf(binary("21 11 000c"), 300);
      int changes = 1 + random.nextInt(12);
      for (int c = 0; c < changes; c++) {
        bytes[random.nextInt(20)] = (byte) random.nextInt(256);
      }
      try {
        ProxyHeader.parse(bytes, random.nextInt(bytes.length));
      } catch (ProtocolException e) {
        assertThat(e).hasMessageStartingWith("proxy header");
      }
    }
  }
}
