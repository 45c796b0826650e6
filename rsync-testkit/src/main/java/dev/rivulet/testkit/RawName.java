// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import java.net.URI;
import java.nio.file.Path;
import java.util.HexFormat;

/** Names that are bytes: the platform's text may not be able to say them. */
public final class RawName {
  private static final HexFormat HEX = HexFormat.of();

  private RawName() {}

  /** The entry of a directory that exists, by the bytes of its name. */
  public static Path in(Path directory, byte[] name) {
    StringBuilder uri = new StringBuilder(directory.toUri().toString());
    if (uri.charAt(uri.length() - 1) != '/') {
      uri.append('/');
    }
    for (byte b : name) {
      uri.append('%').append(HEX.toHexDigits(b));
    }
    return Path.of(URI.create(uri.toString()));
  }
}
