// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.delta;

import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.compress.CompressionMethod;
import dev.rivulet.rsync.compress.TokenCodecs;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;

/** Block sums and the data of one file, as functions of arbitrary bytes. */
public final class DeltaFuzzTargets {
  private static final byte[] BASIS = basis();
  private static final int DIGEST_LENGTH = 16;

  private DeltaFuzzTargets() {}

  private static byte[] basis() {
    byte[] basis = new byte[5000];
    new Random(1).nextBytes(basis);
    return basis;
  }

  /** What a generator asks a sender for, and the search of its blocks. */
  public static void request(byte[] bytes) throws IOException {
    WireInput in = new WireInput(new ByteArrayInputStream(bytes));
    int protocol = 27 + (in.readByte() & 3);
    SumHead head = SumHead.read(in, protocol, DIGEST_LENGTH, "sender");
    BlockSums sums = BlockSums.read(head, in, 1 << 30);
    WireOutput nowhere = new WireOutput(OutputStream.nullOutputStream());
    new DeltaSearch(ChecksumAlgorithm.MD5.forBlocks(1, true), ChecksumAlgorithm.MD5.forFile(1))
        .send(
            new MemoryFile(BASIS),
            sums,
            false,
            TokenCodecs.writer(CompressionMethod.NONE, 0, protocol, nowhere),
            offset -> {});
  }

  /** What a sender answers. */
  public static void answer(byte[] bytes) throws IOException {
    apply(bytes, false);
  }

  /** What a sender answers when the file is updated in place. */
  public static void answerInPlace(byte[] bytes) throws IOException {
    apply(bytes, true);
  }

  private static void apply(byte[] bytes, boolean inPlace) throws IOException {
    WireInput in = new WireInput(new ByteArrayInputStream(bytes));
    SumHead head = SumHead.read(in, 32, DIGEST_LENGTH, "receiver");
    MemoryFile file = new MemoryFile(BASIS);
    SourceFile basis = head.count() == 0 ? SourceFile.NONE : file;
    new DeltaApply(ChecksumAlgorithm.MD5.forFile(1))
        .apply(
            head,
            basis,
            inPlace ? file : MemoryFile.empty(),
            inPlace,
            TokenCodecs.reader(CompressionMethod.NONE, 32, in),
            offset -> {});
  }
}
