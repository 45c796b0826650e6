// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.sersync;

/** Bytes in an address: whatever could mean something there becomes {@code %XX}. */
final class PercentEncoding {
  private static final String PLAIN = "-._~/";
  private static final String DIGITS = "0123456789ABCDEF";

  private PercentEncoding() {}

  static String of(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      char c = (char) (b & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
      if (plain) {
        text.append(c);
      } else {
        text.append('%').append(DIGITS.charAt(c >> 4)).append(DIGITS.charAt(c & 0xf));
      }
    }
    return text.toString();
  }
}
