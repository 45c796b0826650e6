// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.bench;

import dev.rivulet.rsync.compress.CompressionMethod;
import dev.rivulet.rsync.compress.TokenCodecs;
import dev.rivulet.rsync.compress.TokenReader;
import dev.rivulet.rsync.compress.TokenWriter;
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
 * The token codecs of all compression methods: text as literals, and blocks only (where zlib has to
 * take them into its history). An operation is a MiB uncompressed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(TokenBenchmark.MEBIBYTES)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class TokenBenchmark {
  static final int MEBIBYTES = 8;

  private static final int LENGTH = MEBIBYTES << 20;
  private static final int PIECE = 1 << 18;
  private static final int BLOCK = 2_896;

  @Param CompressionMethod method;

  private byte[] text;
  private byte[] wire;

  @Setup
  public void prepare() throws IOException {
    text = Samples.text(1, LENGTH);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WireOutput out = new WireOutput(bytes);
    writeLiterals(out);
    out.flush();
    wire = bytes.toByteArray();
  }

  private void writeLiterals(WireOutput out) throws IOException {
    try (TokenWriter tokens = writer(out)) {
      for (int at = 0; at < LENGTH; at += PIECE) {
        tokens.literal(text, at, PIECE);
      }
      tokens.endFile();
    }
  }

  private TokenWriter writer(WireOutput out) {
    return TokenCodecs.writer(method, TokenCodecs.DEFAULT_LEVEL, 32, out);
  }

  @Benchmark
  public long writeLiterals() throws IOException {
    WireOutput nowhere = new WireOutput(OutputStream.nullOutputStream());
    writeLiterals(nowhere);
    return nowhere.count();
  }

  @Benchmark
  public long writeBlocks() throws IOException {
    WireOutput nowhere = new WireOutput(OutputStream.nullOutputStream());
    try (TokenWriter tokens = writer(nowhere)) {
      for (int block = 0; block < LENGTH / BLOCK; block++) {
        tokens.match(block, text, block * BLOCK, BLOCK);
      }
      tokens.endFile();
    }
    return nowhere.count();
  }

  @Benchmark
  public long readLiterals() throws IOException {
    long length = 0;
    WireInput in = new WireInput(new ByteArrayInputStream(wire));
    try (TokenReader tokens = TokenCodecs.reader(method, 32, in)) {
      while (tokens.next() == TokenReader.LITERAL) {
        length += tokens.length();
      }
    }
    return length;
  }
}
