// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.bench;

import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.compress.CompressionMethod;
import dev.rivulet.rsync.compress.TokenCodecs;
import dev.rivulet.rsync.compress.TokenWriter;
import dev.rivulet.rsync.delta.BlockSums;
import dev.rivulet.rsync.delta.DeltaSearch;
import dev.rivulet.rsync.delta.SumHead;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole sending of a file in memory: search, whole-file sum and plain tokens into nowhere.
 *
 * <p>Compared are a basis that has nothing in common with the source (every byte is rolled over), a
 * basis that is the same (every block is matched), one with a byte inserted every 100,000 bytes,
 * and no basis at all; the number of blocks is that of the file itself or, with short blocks, so
 * large that the tables leave the processor's caches. An operation is a MiB.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(DeltaSearchBenchmark.MEBIBYTES)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
public class DeltaSearchBenchmark {
  static final int MEBIBYTES = 64;

  private static final int LENGTH = MEBIBYTES << 20;
  private static final int SEED = 12345;
  private static final ChecksumAlgorithm SUM = ChecksumAlgorithm.XXH128;

  /** What the receiver has. */
  public enum Basis {
    UNRELATED,
    SAME,
    EDITED,
    MISSING
  }

  @Param Basis basis;

  /** Length of a block; 0 for rsync's rule. */
  @Param({"0", "700"})
  int blockLength;

  private MemorySource source;
  private BlockSums sums;
  private DeltaSearch search;
  private TokenWriter tokens;

  @Setup
  public void prepare() throws IOException {
    byte[] content = Samples.random(1, LENGTH);
    source = new MemorySource(content);
    sums =
        switch (basis) {
          case UNRELATED -> sumsOf(Samples.random(2, LENGTH));
          case SAME -> sumsOf(content);
          case EDITED -> sumsOf(Samples.withInsertions(content, 100_000));
          case MISSING -> BlockSums.NONE;
        };
    search = new DeltaSearch(SUM.forBlocks(SEED, true), SUM.forFile(SEED));
    WireOutput nowhere = new WireOutput(OutputStream.nullOutputStream());
    tokens = TokenCodecs.writer(CompressionMethod.NONE, TokenCodecs.DEFAULT_LEVEL, 32, nowhere);
  }

  private BlockSums sumsOf(byte[] content) throws IOException {
    SumHead head = BlockSums.headFor(content.length, blockLength, 32, SUM.length(), false);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WireOutput out = new WireOutput(bytes);
    BlockSums.send(head, new MemorySource(content), SUM.forBlocks(SEED, true), out);
    out.flush();
    return BlockSums.read(
        head, new WireInput(new ByteArrayInputStream(bytes.toByteArray())), 1 << 30);
  }

  @Benchmark
  public DeltaSearch.Result send() throws IOException {
    return search.send(source, sums, false, tokens, offset -> {});
  }
}
