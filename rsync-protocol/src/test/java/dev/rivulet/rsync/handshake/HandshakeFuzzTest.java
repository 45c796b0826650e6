// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.handshake;

import dev.rivulet.rsync.Hex;
import dev.rivulet.rsync.Mutations;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a peer says before the file list, the answer is a value or a refusal. */
class HandshakeFuzzTest {
  private static final int RUNS = 1000;
  private static final String CLIENT_LISTS =
      "1e 787868313238 20 78786833 20 7878683634 20 6d6435 20 6d6434 20 73686131"
          + "13 7a737464206c7a34207a6c696278207a6c6962";

  @ParameterizedTest
  @ValueSource(longs = {211, 212, 213})
  void greetingsSurviveMutation(long seed) {
    Mutations.survive(
        HandshakeFuzzTargets::greeting, bytes("@RSYNCD: 32.0 sha512 sha256 md5\n"), seed, RUNS);
  }

  @ParameterizedTest
  @ValueSource(longs = {221, 222, 223})
  void argumentsSurviveMutation(long seed) {
    Mutations.survive(
        HandshakeFuzzTargets::arguments,
        bytes("--server\n-s\n.\n\nrsync\0.\0mod/a b\0\0"),
        seed,
        RUNS);
  }

  @ParameterizedTest
  @ValueSource(longs = {231, 232, 233})
  void serversSurviveMutation(long seed) {
    byte[] golden = Hex.bytes("20000000 81ff" + CLIENT_LISTS + "d582146b");
    Mutations.survive(HandshakeFuzzTargets::server, golden, seed, RUNS);
  }

  @ParameterizedTest
  @ValueSource(longs = {241, 242, 243})
  void clientsSurviveMutation(long seed) {
    Mutations.survive(
        HandshakeFuzzTargets::client, Hex.bytes("20000000" + CLIENT_LISTS), seed, RUNS);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
