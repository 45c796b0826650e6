// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.compress;

import dev.rivulet.rsync.Hex;
import dev.rivulet.rsync.wire.WireInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** The data of files in every form of compression, as functions of arbitrary bytes. */
public final class TokenFuzzTargets {
  /** What each block of the basis is taken to hold. */
  private static final byte[] BLOCK = Hex.bytes("616263".repeat(20));

  private static final int MOST_TOKENS = 2000;

  private TokenFuzzTargets() {}

  public static void plain(byte[] bytes) throws IOException {
    read(CompressionMethod.NONE, 32, bytes);
  }

  public static void zlib(byte[] bytes) throws IOException {
    read(CompressionMethod.ZLIB, 32, bytes);
  }

  /** With the history of before protocol 31. */
  public static void oldZlib(byte[] bytes) throws IOException {
    read(CompressionMethod.ZLIB, 29, bytes);
  }

  public static void zlibx(byte[] bytes) throws IOException {
    read(CompressionMethod.ZLIBX, 32, bytes);
  }

  public static void zstd(byte[] bytes) throws IOException {
    read(CompressionMethod.ZSTD, 32, bytes);
  }

  public static void lz4(byte[] bytes) throws IOException {
    read(CompressionMethod.LZ4, 32, bytes);
  }

  /** Files one after the other, as far as the bytes go; a bomb is cut off. */
  private static void read(CompressionMethod method, int protocol, byte[] bytes)
      throws IOException {
    WireInput in = new WireInput(new ByteArrayInputStream(bytes));
    try (TokenReader tokens = TokenCodecs.reader(method, protocol, in)) {
      for (int i = 0; i < MOST_TOKENS; i++) {
        int token = tokens.next();
        if (token == TokenReader.LITERAL) {
          check(tokens);
        } else if (token >= 0) {
          tokens.matched(BLOCK, 0, BLOCK.length);
        } else if (token != TokenReader.END) {
          throw new AssertionError("token " + token);
        }
      }
    }
  }

  private static void check(TokenReader tokens) {
    boolean inside =
        tokens.length() > 0
            && tokens.offset() >= 0
            && tokens.offset() + tokens.length() <= tokens.buffer().length;
    if (!inside) {
      throw new AssertionError("literal at " + tokens.offset() + " of " + tokens.length());
    }
  }
}
