// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.compress;

import java.io.Closeable;
import java.io.IOException;

/**
 * Reads what a {@link TokenWriter} wrote. One instance serves all files of one session direction,
 * one after the other, on one thread.
 */
public interface TokenReader extends Closeable {

  /** {@link #next} result: the end of the file. */
  int END = -1;

  /** {@link #next} result: literal bytes are in {@link #buffer}. */
  int LITERAL = -2;

  /**
   * The next token: {@link #END}, {@link #LITERAL}, or the number (0 or more, not yet checked
   * against the number of blocks) of a block of the basis.
   */
  int next() throws IOException;

  /** Holds the bytes of the last literal. */
  byte[] buffer();

  /** Where the last literal starts in {@link #buffer}. */
  int offset();

  /** The number of bytes of the last literal, at least 1. */
  int length();

  /**
   * Tells the reader the bytes of the block just returned; must be called after every block token
   * before the next {@link #next} (only zlib uses them, as history).
   */
  void matched(byte[] block, int offset, int length) throws IOException;

  @Override
  void close() throws IOException;
}
