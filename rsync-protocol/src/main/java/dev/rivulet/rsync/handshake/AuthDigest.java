// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.handshake;

import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.checksum.StrongChecksum;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The digests a daemon's challenge can be answered with, strongest first.
 *
 * <p>The answer is the digest of the password and the challenge as it was sent, in base64 without
 * padding. Safe for several threads.
 */
public enum AuthDigest {
  SHA512("sha512", "SHA-512", 64),
  SHA256("sha256", "SHA-256", 32),
  SHA1("sha1", "SHA-1", 20),
  MD5("md5", "MD5", 16),
  MD4("md4", "", 16),
  /** MD4 as it is implied below protocol 30, with four zero bytes in front. Has no name. */
  MD4_OLD("md4", "", 16);

  private static final int FIRST_PROTOCOL_WITH_MD5 = 30;
  private static final byte[] OLD_SEED = new byte[4];
  private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();
  private static final List<AuthDigest> NEGOTIABLE = List.of(SHA512, SHA256, SHA1, MD5, MD4);
  private static final List<String> NAMES = NEGOTIABLE.stream().map(AuthDigest::wireName).toList();

  private final String wireName;
  private final String javaName;
  private final int length;

  AuthDigest(String wireName, String javaName, int length) {
    this.wireName = wireName;
    this.javaName = javaName;
    this.length = length;
  }

  /** The names as a greeting carries them; every peer depends on this order. */
  public static List<String> names() {
    return NAMES;
  }

  /** The digest of this name, in any case; empty when we do not know it. */
  public static Optional<AuthDigest> named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return NEGOTIABLE.stream().filter(digest -> digest.wireName.equals(lower)).findFirst();
  }

  /**
   * The digest both ends use: the strongest in the peer's list, whatever its order; without a list
   * the one the protocol implies.
   *
   * @param agreedProtocol see {@link Greeting#agreedWith}
   * @return empty when the peer's list has nothing we know
   */
  public static Optional<AuthDigest> choose(Greeting peer, int agreedProtocol) {
    if (peer.digests().isEmpty()) {
      return Optional.of(agreedProtocol >= FIRST_PROTOCOL_WITH_MD5 ? MD5 : MD4_OLD);
    }
    List<String> theirs = peer.digests().get();
    return NEGOTIABLE.stream().filter(digest -> theirs.contains(digest.wireName)).findFirst();
  }

  /** The name on the wire. */
  public String wireName() {
    return wireName;
  }

  /** Whether this digest is no weaker than a floor ({@code auth digest}, rsyncd.conf(5)). */
  public boolean isAtLeast(AuthDigest floor) {
    return compareTo(floor) <= 0;
  }

  /** A fresh challenge: as many random bytes as the digest has, in base64. */
  public String challenge(SecureRandom random) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return BASE64.encodeToString(bytes);
  }

  /**
   * The answer to a challenge.
   *
   * @param password its bytes, left as they are
   * @param challenge as the daemon sent it
   */
  public String response(byte[] password, String challenge) {
    byte[] text = challenge.getBytes(StandardCharsets.ISO_8859_1);
    byte[] digest = javaName.isEmpty() ? md4(password, text) : standard(password, text);
    return BASE64.encodeToString(digest);
  }

  /**
   * Whether a client's answer proves that it knows the password; takes the same time either way.
   */
  public boolean accepts(String response, byte[] password, String challenge) {
    return MessageDigest.isEqual(
        response.getBytes(StandardCharsets.ISO_8859_1),
        response(password, challenge).getBytes(StandardCharsets.ISO_8859_1));
  }

  private byte[] standard(byte[] password, byte[] challenge) {
    try {
      MessageDigest digest = MessageDigest.getInstance(javaName);
      digest.update(password);
      return digest.digest(challenge);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime lacks " + javaName, e);
    }
  }

  private byte[] md4(byte[] password, byte[] challenge) {
    StrongChecksum md4 = ChecksumAlgorithm.MD4.plain();
    if (this == MD4_OLD) {
      md4.update(OLD_SEED, 0, OLD_SEED.length);
    }
    md4.update(password, 0, password.length);
    md4.update(challenge, 0, challenge.length);
    byte[] digest = new byte[length];
    return Arrays.copyOf(digest, md4.digest(digest, 0));
  }
}
