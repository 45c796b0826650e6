// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.compress;

import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.wire.WireInput;
import java.io.IOException;

/**
 * What the readers of compressed streams share: records are decompressed piece by piece into one
 * buffer of fixed size, however much they expand.
 */
abstract class CompressedTokenReader implements TokenReader {
  private static final int NO_FLAG = -1;

  private final WireInput in;
  private final TokenRuns.Decoder runs;
  private final byte[] record = new byte[CompressedTokenWriter.MAX_RECORD];
  private final byte[] buffer;
  private int length;
  private boolean hasRecord;
  private boolean hasLiterals;
  private int heldFlag = NO_FLAG;

  CompressedTokenReader(WireInput in, int bufferSize) {
    this.in = in;
    this.runs = new TokenRuns.Decoder(in);
    this.buffer = new byte[bufferSize];
  }

  /** Takes one record; {@link #decompress} is then called until it returns 0. */
  abstract void accept(byte[] record, int length) throws IOException;

  /** Fills the buffer from what was accepted; 0 when all of it has been used. */
  abstract int decompress(byte[] buffer) throws IOException;

  /** The records of one literal are complete; {@link #decompress} is then called as after one. */
  abstract void finishLiterals() throws IOException;

  /** Another file begins. */
  abstract void startFile();

  @Override
  public final int next() throws IOException {
    if (runs.hasNext()) {
      return runs.next();
    }
    while (true) {
      if (hasRecord && fillBuffer()) {
        return LITERAL;
      }
      int flag = nextFlag();
      if ((flag & TokenRuns.KIND) == TokenRuns.DATA) {
        readRecord(flag);
      } else if (hasLiterals) {
        heldFlag = flag;
        completeLiterals();
      } else if (flag == TokenRuns.END) {
        runs.startFile();
        startFile();
        return END;
      } else {
        return runs.read(flag);
      }
    }
  }

  private boolean fillBuffer() throws IOException {
    length = decompress(buffer);
    hasRecord = length > 0;
    return hasRecord;
  }

  private int nextFlag() throws IOException {
    int flag = heldFlag == NO_FLAG ? in.readByte() : heldFlag;
    heldFlag = NO_FLAG;
    return flag;
  }

  private void readRecord(int flag) throws IOException {
    int recordLength = (flag & TokenRuns.VALUE) << 8 | in.readByte();
    in.readFully(record, 0, recordLength);
    accept(record, recordLength);
    hasRecord = true;
    hasLiterals = true;
  }

  private void completeLiterals() throws IOException {
    finishLiterals();
    hasLiterals = false;
    hasRecord = true;
  }

  @Override
  public final byte[] buffer() {
    return buffer;
  }

  @Override
  public final int offset() {
    return 0;
  }

  @Override
  public final int length() {
    return length;
  }

  /** The decompressor cannot go on with what the peer sent. */
  static ProtocolException lostSync(String reason) {
    return ProtocolException.stream("decompressor lost sync! (" + reason + ")");
  }
}
