// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.compress;

/**
 * How blocks that are only referred to enter the history of a zlib stream.
 *
 * <p>Later literals may then be compressed against them. Both ends must do the same to the byte, or
 * the stream is corrupt.
 */
enum DeflateHistory {
  /** Not at all: zlibx. */
  NONE,

  /** Before protocol 31: piece by piece, but with every piece taken from the block's start. */
  REPEATED_START,

  /** Piece by piece. */
  WHOLE_BLOCK;

  /** Bytes of a piece: the most a stored block of deflate can hold. */
  private static final int PIECE = 0xffff;

  /** Takes bytes into a window. */
  @FunctionalInterface
  interface Window {
    void insert(byte[] data, int offset, int length);
  }

  void insert(byte[] block, int offset, int length, Window window) {
    if (this == NONE) {
      return;
    }
    for (int done = 0; done < length; done += PIECE) {
      int start = this == REPEATED_START ? offset : offset + done;
      window.insert(block, start, Math.min(PIECE, length - done));
    }
  }
}
