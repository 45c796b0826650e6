// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.conf;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Text with one {@code char} per byte, as configuration values and names are kept. */
public final class ByteText {
  private ByteText() {}

  /** The byte text of a Java string, in UTF-8. */
  public static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  public static String of(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** What to show to people: the bytes read as UTF-8. */
  public static String display(String text) {
    return new String(bytes(text), StandardCharsets.UTF_8);
  }

  /**
   * The path of a file the operator named.
   *
   * @throws InvalidPathException when this platform has no such name
   */
  public static Path path(String text) {
    return Path.of(display(text));
  }
}
