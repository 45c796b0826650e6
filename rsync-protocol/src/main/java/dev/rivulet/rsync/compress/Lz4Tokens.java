// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.compress;

import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * Every record one raw LZ4 block, independent of all others.
 *
 * <p>The library's native form does the work at 570 MB/s; where it cannot be loaded, its plain Java
 * form does at 200. Both check their bounds.
 */
final class Lz4Tokens {
  /** Literal bytes of one record of ours. */
  private static final int CHUNK = CompressedTokenWriter.MAX_RECORD;

  /** What rsync's own decoder has room for; a record that holds more is refused. */
  private static final int LITERAL_BUFFER = 32_912;

  private static final LZ4Factory LIBRARY = LZ4Factory.fastestInstance();

  private Lz4Tokens() {}

  static final class Writer extends CompressedTokenWriter {
    private final LZ4Compressor compressor = LIBRARY.fastCompressor();
    private final byte[] compressed = new byte[compressor.maxCompressedLength(CHUNK)];

    Writer(WireOutput out) {
      super(out);
    }

    @Override
    void compress(byte[] data, int offset, int length) throws IOException {
      for (int done = 0; done < length; ) {
        done += writeChunk(data, offset + done, Math.min(CHUNK, length - done));
      }
    }

    /** Halves what does not shrink till it fits a record; returns how much of it was written. */
    private int writeChunk(byte[] data, int offset, int length) throws IOException {
      int chunk = length;
      int size = compressor.compress(data, offset, chunk, compressed, 0);
      while (size > MAX_RECORD) {
        chunk /= 2;
        size = compressor.compress(data, offset, chunk, compressed, 0);
      }
      writeRecord(compressed, 0, size);
      return chunk;
    }

    @Override
    void finishLiterals() {}

    @Override
    void remember(byte[] block, int offset, int length) {}

    @Override
    void startFile() {}

    @Override
    public void close() {}
  }

  static final class Reader extends CompressedTokenReader {
    private static final byte[] NOTHING = {};

    private final LZ4SafeDecompressor decompressor = LIBRARY.safeDecompressor();
    private byte[] record = NOTHING;
    private int recordLength;

    Reader(WireInput in) {
      super(in, LITERAL_BUFFER);
    }

    @Override
    void accept(byte[] record, int length) {
      this.record = record;
      this.recordLength = length;
    }

    @Override
    int decompress(byte[] buffer) throws IOException {
      if (record == NOTHING) {
        return 0;
      }
      try {
        int length = decompressor.decompress(record, 0, recordLength, buffer, 0);
        record = NOTHING;
        return length;
      } catch (LZ4Exception e) {
        throw lostSync("lz4: " + e.getMessage());
      }
    }

    @Override
    void finishLiterals() {}

    @Override
    public void matched(byte[] block, int offset, int length) {}

    @Override
    void startFile() {}

    @Override
    public void close() {}
  }
}
