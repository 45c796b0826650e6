// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.compress;

/** The ways file data can be compressed on the wire, by wire name. */
public enum CompressionMethod {
  NONE("none"),
  ZLIB("zlib"),
  ZLIBX("zlibx"),
  ZSTD("zstd"),
  LZ4("lz4");

  private final String wireName;

  CompressionMethod(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  /** Whether the library for it could be loaded; what is not available is not offered. */
  public boolean isAvailable() {
    throw new UnsupportedOperationException("skeleton");
  }
}
