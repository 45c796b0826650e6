// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes of the wire as tests write them down: pairs of hexadecimal digits with blanks between. */
public final class Hex {
  private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

  private Hex() {}

  /** The bytes of a text; blanks may stand between pairs, {@code #} starts a comment. */
  public static byte[] bytes(String text) {
    return HexFormat.of().parseHex(text.replaceAll("#.*|\\s", ""));
  }

  /** The bytes a resource describes, for example {@code /golden/pull-31-server.hex}. */
  public static byte[] resource(String name) {
    try (InputStream in = Hex.class.getResourceAsStream(name)) {
      return bytes(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Pairs with one blank between. */
  public static String text(byte[] bytes) {
    return SPACED.formatHex(bytes);
  }
}
