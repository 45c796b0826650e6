// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AuthDigestTest {
  private static final byte[] PASSWORD = "wonder land".getBytes(StandardCharsets.UTF_8);

  private static Greeting peer(String names) {
    return new Greeting(32, OptionalInt.of(0), Optional.of(Arrays.asList(names.split(" "))));
  }

  @Test
  void namesStandInTheOrderEveryPeerExpects() {
    assertThat(AuthDigest.names()).containsExactly("sha512", "sha256", "sha1", "md5", "md4");
  }

  @ParameterizedTest
  @CsvSource({
    "SHA256, aWmt9DF4A76o/01pFwxTK48n0N6/SjfCIJtUZ+0rM7M,"
        + " Yb0gzDwczhYjeN1ZOkEqvlwWk2nbi9YkMwtnHey8Zy4",
    "MD4, dlU4jQm1Wls7UXpuKE0OGA, 8wHb8/WNxum3Y4rCVFbgMw",
  })
  void answersAreThoseTheRealDaemonAccepts(AuthDigest digest, String challenge, String response) {
    assertThat(digest.response(PASSWORD, challenge)).isEqualTo(response);
    assertThat(digest.accepts(response, PASSWORD, challenge)).isTrue();
  }

  @Test
  void theImpliedMd4HashesFourZeroBytesFirst() {
    byte[] prefixed = new byte[4 + PASSWORD.length];
    System.arraycopy(PASSWORD, 0, prefixed, 4, PASSWORD.length);
    assertThat(AuthDigest.MD4_OLD.response(PASSWORD, "abc"))
        .isEqualTo(AuthDigest.MD4.response(prefixed, "abc"))
        .isNotEqualTo(AuthDigest.MD4.response(PASSWORD, "abc"));
  }

  @ParameterizedTest
  @CsvSource({"SHA512, 86", "SHA256, 43", "SHA1, 27", "MD5, 22", "MD4, 22", "MD4_OLD, 22"})
  void challengesAreUnpaddedAndAsLongAsTheDigest(AuthDigest digest, int length) {
    SecureRandom random = new SecureRandom();
    String challenge = digest.challenge(random);
    assertThat(challenge).hasSize(length).matches("[A-Za-z0-9+/]*");
    assertThat(digest.challenge(random)).isNotEqualTo(challenge);
    assertThat(digest.response(PASSWORD, challenge)).hasSize(length);
  }

  @ParameterizedTest
  @EnumSource
  void wrongAnswersAreRefused(AuthDigest digest) {
    String right = digest.response(PASSWORD, "challenge");
    assertThat(digest.accepts(right, PASSWORD, "challenge")).isTrue();
    assertThat(digest.accepts(right, PASSWORD, "challengf")).isFalse();
    assertThat(digest.accepts(right, "wonder lane".getBytes(StandardCharsets.UTF_8), "challenge"))
        .isFalse();
    assertThat(digest.accepts(right + "=", PASSWORD, "challenge")).isFalse();
    assertThat(digest.accepts("", PASSWORD, "challenge")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "md5 sha512, SHA512",
    "md4 md5, MD5",
    "blake3 sha1, SHA1",
    "md4, MD4",
  })
  void theStrongestCommonDigestIsChosenWhateverTheOrder(String names, AuthDigest expected) {
    assertThat(AuthDigest.choose(peer(names), 32)).contains(expected);
    assertThat(AuthDigest.choose(peer(names), 29)).contains(expected);
  }

  @Test
  void nothingInCommonIsNoChoice() {
    assertThat(AuthDigest.choose(peer("blake3"), 32)).isEmpty();
    assertThat(AuthDigest.choose(new Greeting(32, OptionalInt.of(0), Optional.of(List.of())), 32))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"31, MD5", "30, MD5", "29, MD4_OLD", "27, MD4_OLD"})
  void withoutAListTheProtocolDecides(int protocol, AuthDigest expected) {
    Greeting peer = new Greeting(protocol, OptionalInt.empty(), Optional.empty());
    assertThat(AuthDigest.choose(peer, protocol)).contains(expected);
  }

  @Test
  void namesIgnoreCaseAndTheImpliedDigestHasNone() {
    assertThat(AuthDigest.named("SHA256")).contains(AuthDigest.SHA256);
    assertThat(AuthDigest.named("md4")).contains(AuthDigest.MD4);
    assertThat(AuthDigest.named("sha3")).isEmpty();
  }

  @Test
  void aFloorRulesOutWeakerDigests() {
    assertThat(AuthDigest.SHA512.isAtLeast(AuthDigest.SHA256)).isTrue();
    assertThat(AuthDigest.SHA256.isAtLeast(AuthDigest.SHA256)).isTrue();
    assertThat(AuthDigest.MD5.isAtLeast(AuthDigest.SHA256)).isFalse();
    assertThat(AuthDigest.MD4_OLD.isAtLeast(AuthDigest.MD5)).isFalse();
  }
}
