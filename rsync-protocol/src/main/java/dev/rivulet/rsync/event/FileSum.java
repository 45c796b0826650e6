// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.event;

import dev.rivulet.rsync.checksum.ChecksumAlgorithm;

/**
 * The checksum of the contents of a file, as far as it is known.
 *
 * @param digest as it is shown; empty while it is unknown
 * @param length of a digest in bytes, known or not
 * @param algorithm that made it of the contents alone; {@link ChecksumAlgorithm#NONE} where nobody
 *     tells
 */
public record FileSum(byte[] digest, int length, ChecksumAlgorithm algorithm) {
  private static final String HEX = "0123456789abcdef";
  private static final byte[] UNKNOWN = {};

  /** A sum that is not known. */
  public static FileSum unknown(int length) {
    return new FileSum(UNKNOWN, length, ChecksumAlgorithm.NONE);
  }

  /** A sum of which only the digest matters. */
  public static FileSum of(byte[] digest) {
    return new FileSum(digest, digest.length, ChecksumAlgorithm.NONE);
  }

  /**
   * A sum of the contents alone.
   *
   * @param digest as it goes over the wire, where the hashes of the xxh family travel with their
   *     lowest byte first; they are shown the other way
   */
  public static FileSum of(ChecksumAlgorithm algorithm, byte[] digest) {
    byte[] shown =
        switch (algorithm) {
          case XXH128, XXH3, XXH64 -> reversed(digest);
          default -> digest;
        };
    return new FileSum(shown, shown.length, algorithm);
  }

  private static byte[] reversed(byte[] digest) {
    byte[] reversed = new byte[digest.length];
    for (int i = 0; i < digest.length; i++) {
      reversed[i] = digest[digest.length - 1 - i];
    }
    return reversed;
  }

  /** What stands for the sum of data that has not been looked at, as in a dry run. */
  public static FileSum zero(int length) {
    return of(new byte[length]);
  }

  /** Whether the sum says something of the contents. */
  public boolean isOfContents() {
    return algorithm != ChecksumAlgorithm.NONE;
  }

  /** The digest in hexadecimal, or as many spaces. */
  public String text() {
    if (digest.length == 0) {
      return " ".repeat(2 * length);
    }
    StringBuilder text = new StringBuilder(2 * digest.length);
    for (byte b : digest) {
      text.append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
    }
    return text.toString();
  }
}
