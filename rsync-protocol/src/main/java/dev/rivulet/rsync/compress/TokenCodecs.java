// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.compress;

import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;

/** Makes the token writer and reader of a compression method. */
public final class TokenCodecs {
  /** Stands for the method's own default compression level. */
  public static final int DEFAULT_LEVEL = Integer.MIN_VALUE;

  /** The first protocol in which zlib takes the history of long blocks from all of the block. */
  private static final int PROTOCOL_ADVANCING_HISTORY = 31;

  private TokenCodecs() {}

  /** Makes the writer of one session, which compresses on the caller's thread. */
  public static TokenWriter writer(
      CompressionMethod method, int level, int protocol, WireOutput out) {
    return writer(method, level, 0, protocol, out);
  }

  /**
   * Makes the writer of one session.
   *
   * @param level compression level, or {@link Integer#MIN_VALUE} for the method's default; others
   *     are brought into the method's range
   * @param threads that zstd starts to compress, 0 for none; other methods have none
   * @param protocol the negotiated protocol (zlib history differs below 31)
   */
  public static TokenWriter writer(
      CompressionMethod method, int level, int threads, int protocol, WireOutput out) {
    return switch (method) {
      case NONE -> new PlainTokens.Writer(out);
      case ZLIB -> new DeflateTokens.Writer(level, history(protocol), out);
      case ZLIBX -> new DeflateTokens.Writer(level, DeflateHistory.NONE, out);
      case ZSTD -> new ZstdTokens.Writer(level, threads, out);
      case LZ4 -> new Lz4Tokens.Writer(out);
    };
  }

  /**
   * Makes the reader of one session.
   *
   * @param protocol the negotiated protocol (zlib history differs below 31)
   */
  public static TokenReader reader(CompressionMethod method, int protocol, WireInput in) {
    return switch (method) {
      case NONE -> new PlainTokens.Reader(in);
      case ZLIB -> new DeflateTokens.Reader(history(protocol), in);
      case ZLIBX -> new DeflateTokens.Reader(DeflateHistory.NONE, in);
      case ZSTD -> new ZstdTokens.Reader(in);
      case LZ4 -> new Lz4Tokens.Reader(in);
    };
  }

  private static DeflateHistory history(int protocol) {
    return protocol < PROTOCOL_ADVANCING_HISTORY
        ? DeflateHistory.REPEATED_START
        : DeflateHistory.WHOLE_BLOCK;
  }
}
