// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * File names made safe for a terminal, as rsync(1) says at {@code --8-bit-output}: what cannot be
 * printed becomes {@code \#} and three octal digits.
 */
final class NameEscape {

  private NameEscape() {}

  static String escape(byte[] name) {
    StringBuilder text = new StringBuilder(name.length);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(name);
    CharBuffer out = CharBuffer.allocate(name.length);
    while (in.hasRemaining()) {
      CoderResult result = decoder.decode(in, out, true);
      appendPrintable(text, out.flip());
      out.clear();
      if (result.isError()) {
        for (int i = 0; i < result.length(); i++) {
          appendOctal(text, in.get() & 0xff);
        }
        decoder.reset();
      }
    }
    return text.toString();
  }

  private static void appendPrintable(StringBuilder text, CharBuffer decoded) {
    for (int i = 0; i < decoded.length(); i++) {
      char c = decoded.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f || looksEscaped(decoded, i)) {
        appendOctal(text, c);
      } else if (c >= 0x80 && c < 0xa0) {
        appendOctal(text, 0xc2);
        appendOctal(text, c);
      } else {
        text.append(c);
      }
    }
  }

  /** A backslash that would read as the start of one of our own escapes. */
  private static boolean looksEscaped(CharBuffer decoded, int at) {
    if (decoded.charAt(at) != '\\' || at + 4 >= decoded.length() || decoded.charAt(at + 1) != '#') {
      return false;
    }
    for (int i = at + 2; i <= at + 4; i++) {
      if (decoded.charAt(i) < '0' || decoded.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static void appendOctal(StringBuilder text, int value) {
    text.append("\\#")
        .append((char) ('0' + (value >> 6)))
        .append((char) ('0' + (value >> 3 & 7)))
        .append((char) ('0' + (value & 7)));
  }
}
