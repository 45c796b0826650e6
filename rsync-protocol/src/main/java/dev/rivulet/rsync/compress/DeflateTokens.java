// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.compress;

import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Raw deflate, started anew for every file: the methods zlib and zlibx.
 *
 * <p>Literals end with a sync flush whose last four bytes, always the same, stay at home; the
 * reader puts them back. Blocks enter the history as {@link DeflateHistory} says.
 */
final class DeflateTokens {
  private static final int LITERAL_BUFFER = 1 << 15;

  /** The end of an empty stored block, as a sync flush writes it. */
  private static final byte[] FLUSH_MARK = {0, 0, (byte) 0xff, (byte) 0xff};

  /** A flush may be repeated if fewer bytes than these are free when it ends. */
  private static final int FLUSH_ROOM = 64;

  private DeflateTokens() {}

  static final class Writer extends CompressedTokenWriter {
    private final Deflater deflater;
    private final DeflateHistory history;
    private final byte[] compressed = new byte[MAX_RECORD + FLUSH_MARK.length + FLUSH_ROOM];
    private int filled;

    Writer(int level, DeflateHistory history, WireOutput out) {
      super(out);
      this.deflater = new Deflater(checkedLevel(level), true);
      this.history = history;
    }

    private static int checkedLevel(int level) {
      return level < 0 ? Deflater.DEFAULT_COMPRESSION : Math.min(level, Deflater.BEST_COMPRESSION);
    }

    @Override
    void compress(byte[] data, int offset, int length) throws IOException {
      deflater.setInput(data, offset, length);
      while (!deflater.needsInput()) {
        deflate(Deflater.NO_FLUSH);
      }
    }

    @Override
    void finishLiterals() throws IOException {
      while (deflate(Deflater.SYNC_FLUSH) > 0) {
        // until the flush is complete
      }
      writeRecord(compressed, 0, filled - FLUSH_MARK.length);
      filled = 0;
    }

    /** Keeps back so much that the flush mark, which must not be sent, is never split. */
    private int deflate(int flush) throws IOException {
      int written = deflater.deflate(compressed, filled, compressed.length - filled, flush);
      filled += written;
      if (filled >= MAX_RECORD + FLUSH_MARK.length) {
        writeRecord(compressed, 0, MAX_RECORD);
        filled -= MAX_RECORD;
        System.arraycopy(compressed, MAX_RECORD, compressed, 0, filled);
      }
      return written;
    }

    @Override
    void remember(byte[] block, int offset, int length) {
      history.insert(block, offset, length, deflater::setDictionary);
    }

    @Override
    void startFile() {
      deflater.reset();
    }

    @Override
    public void close() {
      deflater.end();
    }
  }

  static final class Reader extends CompressedTokenReader {
    private final Inflater inflater = new Inflater(true);
    private final DeflateHistory history;

    Reader(DeflateHistory history, WireInput in) {
      super(in, LITERAL_BUFFER);
      this.history = history;
    }

    @Override
    void accept(byte[] record, int length) {
      inflater.setInput(record, 0, length);
    }

    @Override
    int decompress(byte[] buffer) throws IOException {
      try {
        int length = inflater.inflate(buffer);
        if (length == 0 && !inflater.needsInput()) {
          throw ProtocolException.stream("inflate returned 1 (0 bytes)");
        }
        return length;
      } catch (DataFormatException e) {
        throw ProtocolException.stream("inflate returned -3 (" + e.getMessage() + ")");
      }
    }

    @Override
    void finishLiterals() {
      inflater.setInput(FLUSH_MARK);
    }

    @Override
    public void matched(byte[] block, int offset, int length) {
      history.insert(block, offset, length, inflater::setDictionary);
    }

    @Override
    void startFile() {
      inflater.reset();
    }

    @Override
    public void close() {
      inflater.end();
    }
  }
}
