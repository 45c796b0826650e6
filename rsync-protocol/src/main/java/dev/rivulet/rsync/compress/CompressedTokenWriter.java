// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.compress;

import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;

/**
 * What the writers of compressed streams share: literals become records of at most 16383 bytes,
 * complete before a block is named or the file ends.
 */
abstract class CompressedTokenWriter implements TokenWriter {
  /** Compressed bytes of the longest record. */
  static final int MAX_RECORD = 0x3fff;

  private final WireOutput out;
  private final TokenRuns.Encoder runs;
  private boolean hasLiterals;

  CompressedTokenWriter(WireOutput out) {
    this.out = out;
    this.runs = new TokenRuns.Encoder(out);
  }

  /** Takes literal bytes; may write records of what it has compressed, or keep it. */
  abstract void compress(byte[] data, int offset, int length) throws IOException;

  /** Writes everything the reader needs to have all literals taken so far. */
  abstract void finishLiterals() throws IOException;

  /** The bytes of a block just named, for methods that use them as history. */
  abstract void remember(byte[] block, int offset, int length);

  /** Another file begins. */
  abstract void startFile();

  @Override
  public final void literal(byte[] data, int offset, int length) throws IOException {
    if (length > 0) {
      runs.flush();
      compress(data, offset, length);
      hasLiterals = true;
    }
  }

  @Override
  public final void match(int index, byte[] block, int offset, int length) throws IOException {
    completeLiterals();
    runs.add(index);
    remember(block, offset, length);
  }

  @Override
  public final void endFile() throws IOException {
    completeLiterals();
    runs.flush();
    out.writeByte(TokenRuns.END);
    runs.startFile();
    startFile();
  }

  private void completeLiterals() throws IOException {
    if (hasLiterals) {
      hasLiterals = false;
      finishLiterals();
    }
  }

  final void writeRecord(byte[] record, int offset, int length) throws IOException {
    out.writeByte(TokenRuns.DATA | length >> 8);
    out.writeByte(length);
    out.writeBytes(record, offset, length);
  }
}
