// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.compress;

import java.io.Closeable;
import java.io.IOException;

/**
 * Writes the data of files as literal bytes and references to blocks of the basis.
 *
 * <p>One instance serves all files of one session direction, one after the other, on one thread.
 */
public interface TokenWriter extends Closeable {

  /** Literal bytes; the array may be reused by the caller after the call. */
  void literal(byte[] data, int offset, int length) throws IOException;

  /**
   * A reference to block {@code index} of the basis. The bytes of the block (as the source has
   * them) are passed for compressors that use them as history; they are ignored by the others.
   */
  void match(int index, byte[] block, int offset, int length) throws IOException;

  /** The end of one file. */
  void endFile() throws IOException;

  /** Frees native memory; the writer is then unusable. */
  @Override
  void close() throws IOException;
}
