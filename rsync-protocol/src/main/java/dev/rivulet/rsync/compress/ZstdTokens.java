// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.compress;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One zstd frame that never ends and holds the literals of all files of a connection; literals end
 * with a flush, which needs no frame end.
 */
final class ZstdTokens {
  private static final int LITERAL_BUFFER = 1 << 16;

  /** The most threads that the library starts for one frame. */
  private static final int MAX_THREADS = 256;

  private ZstdTokens() {}

  static final class Writer extends CompressedTokenWriter {
    private final ZstdCompressCtx context = new ZstdCompressCtx();
    private final ByteBuffer compressed = ByteBuffer.allocate(MAX_RECORD);

    Writer(int level, int threads, WireOutput out) {
      super(out);
      context.setLevel(checkedLevel(level));
      context.setWorkers(Math.min(threads, MAX_THREADS));
    }

    private static int checkedLevel(int level) {
      if (level == TokenCodecs.DEFAULT_LEVEL || level == 0) {
        return Zstd.defaultCompressionLevel();
      }
      return Math.max(Zstd.minCompressionLevel(), Math.min(level, Zstd.maxCompressionLevel()));
    }

    @Override
    void compress(byte[] data, int offset, int length) throws IOException {
      ByteBuffer source = ByteBuffer.wrap(data, offset, length);
      while (source.hasRemaining()) {
        context.compressByteBufferStream(compressed, source, EndDirective.CONTINUE);
        writeIfFull();
      }
    }

    @Override
    void finishLiterals() throws IOException {
      ByteBuffer nothing = ByteBuffer.allocate(0);
      while (!context.compressByteBufferStream(compressed, nothing, EndDirective.FLUSH)) {
        writeIfFull();
      }
      if (compressed.position() > 0) {
        writeCompressed();
      }
    }

    private void writeIfFull() throws IOException {
      if (!compressed.hasRemaining()) {
        writeCompressed();
      }
    }

    private void writeCompressed() throws IOException {
      writeRecord(compressed.array(), 0, compressed.position());
      compressed.clear();
    }

    @Override
    void remember(byte[] block, int offset, int length) {}

    @Override
    void startFile() {}

    @Override
    public void close() {
      context.close();
    }
  }

  static final class Reader extends CompressedTokenReader {
    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private ByteBuffer source = ByteBuffer.allocate(0);

    Reader(WireInput in) {
      super(in, LITERAL_BUFFER);
    }

    @Override
    void accept(byte[] record, int length) {
      source = ByteBuffer.wrap(record, 0, length);
    }

    /** Called once more after the record is used up: the context may hold back output. */
    @Override
    int decompress(byte[] buffer) throws IOException {
      ByteBuffer target = ByteBuffer.wrap(buffer);
      try {
        do {
          int before = source.remaining();
          context.decompressByteBufferStream(target, source);
          if (target.position() == 0 && before > 0 && source.remaining() == before) {
            throw lostSync("zstd makes no progress");
          }
        } while (target.position() == 0 && source.hasRemaining());
      } catch (ZstdException e) {
        throw lostSync("zstd: " + e.getMessage());
      }
      return target.position();
    }

    @Override
    void finishLiterals() {}

    @Override
    public void matched(byte[] block, int offset, int length) {}

    @Override
    void startFile() {}

    @Override
    public void close() {
      context.close();
    }
  }
}
