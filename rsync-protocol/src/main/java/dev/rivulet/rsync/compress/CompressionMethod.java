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

  /**
   * Whether its library is on the class path. Loads nothing, so it is the question for option
   * parsing and for {@code --version}.
   */
  public boolean isPresent() {
    return switch (this) {
      case NONE, ZLIB, ZLIBX -> true;
      case ZSTD -> isOnClassPath("com.github.luben.zstd.ZstdCompressCtx");
      case LZ4 -> isOnClassPath("net.jpountz.lz4.LZ4Factory");
    };
  }

  /**
   * Whether it works here; what does not is not offered.
   *
   * <p>For zstd the answer loads the native library at the first call, since a method that both
   * ends have agreed upon cannot be taken back: a library that is on the class path but does not
   * load (another machine type, a temp directory without execution) must be noticed before. Ask
   * when a session that compresses makes its offer, not earlier.
   */
  public boolean isAvailable() {
    return isPresent() && (this != ZSTD || ZstdLibrary.isLoadable());
  }

  private static boolean isOnClassPath(String className) {
    try {
      Class.forName(className, false, CompressionMethod.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
