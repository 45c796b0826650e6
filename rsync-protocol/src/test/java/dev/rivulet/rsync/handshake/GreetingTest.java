// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GreetingTest {

  private static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Greeting greeting(String line) {
    return Greeting.parse(bytes(line)).orElseThrow();
  }

  @Test
  void oursIsThatOfRsync() {
    assertThat(new String(Greeting.own(32).format(), StandardCharsets.US_ASCII))
        .isEqualTo("@RSYNCD: 32.0 sha512 sha256 sha1 md5 md4\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@RSYNCD: 32.0 sha512 sha256 sha1 md5 md4",
        "@RSYNCD: 31.0",
        "@RSYNCD: 29",
        "@RSYNCD: 30.4 md5",
      })
  void whatWasParsedFormatsAsItWas(String line) {
    assertThat(new String(greeting(line).format(), StandardCharsets.US_ASCII))
        .isEqualTo(line + "\n");
  }

  @Test
  void listsAreTakenInAnyShape() throws ProtocolException {
    Greeting greeting = Greeting.fromClient(bytes("@RSYNCD: 29.0  MD5  unknown SHA256 "));
    assertThat(greeting.digests().orElseThrow()).containsExactly("md5", "unknown", "sha256");
  }

  @Test
  void anEmptyListIsAList() {
    assertThat(greeting("@RSYNCD: 32.0 ").digests())
        .hasValueSatisfying(names -> assertThat(names).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "@RSYNCD: ", "@RSYNCD: x", "@RSYNCD 31.0", " @RSYNCD: 31.0"})
  void everyOtherLineIsNone(String line) {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> Greeting.fromClient(bytes(line)))
        .withMessage("protocol startup error");
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> Greeting.fromServer(bytes(line)))
        .withMessage("server sent \"" + line + "\" rather than greeting")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.START_CLIENT));
  }

  @ParameterizedTest
  @CsvSource({
    "@RSYNCD: 30, omitted the subprotocol value: @RSYNCD: 30",
    "@RSYNCD: 31 md5, omitted the subprotocol value: @RSYNCD: 31 md5",
    "@RSYNCD: 32.0, omitted the digest name list: @RSYNCD: 32.0",
    "@RSYNCD: 41.0, omitted the digest name list: @RSYNCD: 41.0",
  })
  void modernPeersMustSayEverything(String line, String complaint) {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> Greeting.fromClient(bytes(line)))
        .withMessage("your client " + complaint);
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> Greeting.fromServer(bytes(line)))
        .withMessage("the server " + complaint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"@RSYNCD: 19", "@RSYNCD: 41.0 md5", "@RSYNCD: 31.0", "@RSYNCD: -5"})
  void numbersAreNotJudgedHere(String line) throws ProtocolException {
    assertThat(Greeting.fromClient(bytes(line))).isEqualTo(greeting(line));
  }

  @ParameterizedTest
  @CsvSource({
    "32.0, 32.0, 32, 32",
    "32.0, 31.0, 31, 31",
    "32.0, 29, 29, 29",
    "32.0, 31.5, 30, 30",
    "32.0, 32.5, 31, 31",
    "32.0, 33.5, 32, 33",
    "31.0, 32.0, 31, 32",
    "31.2, 32.0, 30, 30",
    "31.2, 31.2, 31, 31",
    "32.0, 41.0, 32, 41",
  })
  void unfinishedVersionsFallBackToFinishedOnes(
      String mine, String theirs, int agreed, int remoteToNegotiate) {
    Greeting own = greeting("@RSYNCD: " + mine);
    Greeting peer = greeting("@RSYNCD: " + theirs);
    assertThat(own.agreedWith(peer)).isEqualTo(agreed);
    assertThat(own.protocolToNegotiate(peer)).isEqualTo(remoteToNegotiate);
  }
}
