// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.bench;

import dev.rivulet.rsync.wire.Demultiplexer;
import dev.rivulet.rsync.wire.Multiplexer;
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
 * Values and bytes through the wire's primitives and frames: pieces as long as a value, as a
 * block's sums, and as a literal. An operation is a MiB.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(MultiplexerBenchmark.MEBIBYTES)
@Fork(1)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class MultiplexerBenchmark {
  static final int MEBIBYTES = 8;

  private static final int LENGTH = MEBIBYTES << 20;

  @Param({"4", "20", "32768"})
  int piece;

  private byte[] data;
  private byte[] framed;

  @Setup
  public void prepare() throws IOException {
    data = Samples.random(1, piece);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writeTo(bytes);
    framed = bytes.toByteArray();
  }

  private long writeTo(OutputStream target) throws IOException {
    WireOutput out = new WireOutput(new Multiplexer(target));
    for (int done = 0; done < LENGTH; done += piece) {
      out.writeBytes(data, 0, piece);
    }
    out.flush();
    return out.count();
  }

  @Benchmark
  public long write() throws IOException {
    return writeTo(OutputStream.nullOutputStream());
  }

  @Benchmark
  public byte[] read() throws IOException {
    WireInput frames = new WireInput(new ByteArrayInputStream(framed));
    WireInput in = new WireInput(new Demultiplexer(frames, (code, payload) -> {}));
    byte[] target = new byte[piece];
    for (int done = 0; done < LENGTH; done += piece) {
      in.readFully(target, 0, piece);
    }
    return target;
  }
}
