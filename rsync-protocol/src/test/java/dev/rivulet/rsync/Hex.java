// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync;

import java.util.HexFormat;

/** Bytes of the wire as tests write them down: pairs of hexadecimal digits with blanks between. */
public final class Hex {
  private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

  private Hex() {}

  /** The bytes of a text; blanks may stand anywhere between pairs. */
  public static byte[] bytes(String text) {
    return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
  }

  /** Pairs with one blank between. */
  public static String text(byte[] bytes) {
    return SPACED.formatHex(bytes);
  }
}
