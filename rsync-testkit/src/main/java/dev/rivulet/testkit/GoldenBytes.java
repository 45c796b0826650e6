// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Bytes of the wire in a form people can read and comment.
 *
 * <p>Hexadecimal digits in pairs, with any blanks between pairs; {@code "text"} stands for its
 * bytes in UTF-8 (no quote can be in it); {@code #} starts a comment that lasts to the end of the
 * line.
 */
public final class GoldenBytes {
  private static final HexFormat HEX = HexFormat.of();

  private GoldenBytes() {}

  /**
   * The bytes a text describes.
   *
   * @throws IllegalArgumentException for anything that is not described above
   */
  public static byte[] of(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); ) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        i++;
      } else if (c == '#') {
        i = endOfLine(text, i);
      } else if (c == '"') {
        int close = closingQuote(text, i);
        bytes.writeBytes(text.substring(i + 1, close).getBytes(StandardCharsets.UTF_8));
        i = close + 1;
      } else {
        bytes.writeBytes(HEX.parseHex(text, i, Math.min(text.length(), i + 2)));
        i += 2;
      }
    }
    return bytes.toByteArray();
  }

  /**
   * The bytes a resource describes.
   *
   * @param owner the class beside which the resource lies, or whose module has it at the root
   * @param name for example {@code /golden/pull-31.hex}
   */
  public static byte[] load(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + name);
      }
      return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes as hexadecimal pairs, for messages. */
  public static String hex(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }

  private static int endOfLine(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private static int closingQuote(String text, int open) {
    int close = text.indexOf('"', open + 1);
    if (close < 0) {
      throw new IllegalArgumentException("no closing quote: " + text.substring(open));
    }
    return close;
  }
}
