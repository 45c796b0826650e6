// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.event;

/**
 * The checksum of the contents of a file, as far as it is known.
 *
 * @param digest empty while it is unknown
 * @param length of a digest in bytes, known or not
 */
public record FileSum(byte[] digest, int length) {
  private static final String HEX = "0123456789abcdef";
  private static final byte[] UNKNOWN = {};

  /** A sum that is not known. */
  public static FileSum unknown(int length) {
    return new FileSum(UNKNOWN, length);
  }

  public static FileSum of(byte[] digest) {
    return new FileSum(digest, digest.length);
  }

  /** What stands for the sum of data that has not been looked at, as in a dry run. */
  public static FileSum zero(int length) {
    return of(new byte[length]);
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
