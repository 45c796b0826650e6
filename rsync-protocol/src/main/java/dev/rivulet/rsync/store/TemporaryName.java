// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Names of files while they are written: {@code .NAME.XXXXXX}, or {@code NAME.XXXXXX} in a
 * directory for temporary files. One leading dot of NAME is dropped before one is put there, and
 * NAME is cut, not inside a multi-byte character, so that the whole has at most 255 bytes; a dot at
 * the cut goes too.
 */
public final class TemporaryName {

  private static final int LONGEST_NAME = 255;
  private static final int RANDOM_CHARACTERS = 6;
  private static final byte[] ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
          .getBytes(StandardCharsets.US_ASCII);

  private TemporaryName() {}

  /**
   * For a regular file: six random characters at the end.
   *
   * @param hidden whether it begins with a dot in any case
   */
  public static byte[] random(byte[] name, boolean hidden) {
    byte[] temporary = frame(name, RANDOM_CHARACTERS, hidden);
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int i = temporary.length - RANDOM_CHARACTERS; i < temporary.length; i++) {
      temporary[i] = ALPHABET[random.nextInt(ALPHABET.length)];
    }
    return temporary;
  }

  /** For anything else: a decimal number at the end. */
  public static byte[] numbered(byte[] name, int number) {
    byte[] digits = Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
    byte[] temporary = frame(name, digits.length, true);
    System.arraycopy(digits, 0, temporary, temporary.length - digits.length, digits.length);
    return temporary;
  }

  private static byte[] frame(byte[] name, int suffixLength, boolean hidden) {
    int from = hidden && name[0] == '.' && name.length > 1 ? 1 : 0;
    int dots = hidden ? 2 : 1;
    int to = Math.min(name.length, from + LONGEST_NAME - dots - suffixLength);
    if (to < name.length) {
      to = cut(name, from, to);
    }
    byte[] framed = new byte[to - from + dots + suffixLength];
    framed[0] = '.';
    System.arraycopy(name, from, framed, dots - 1, to - from);
    framed[to - from + dots - 1] = '.';
    return framed;
  }

  /** The last good place to cut at or before {@code to}. */
  private static int cut(byte[] name, int from, int to) {
    int at = to;
    while (at > from + 1 && to - at < 4 && (name[at] & 0xc0) == 0x80) {
      at--;
    }
    if ((name[at] & 0xc0) == 0x80) {
      at = to;
    }
    while (at > from + 1 && name[at - 1] == '.') {
      at--;
    }
    return at;
  }
}
