// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.bench;

import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.checksum.RollingChecksum;
import dev.rivulet.rsync.checksum.StrongChecksum;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The weak sum of a block beside the loop that defines it, the rolling of it, and every strong
 * checksum, for the smallest and the largest usual block. An operation is a MiB.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class ChecksumBenchmark {

  private static final int MEBIBYTE = 1 << 20;

  @Param({"700", "131072"})
  int block;

  private byte[] data;

  @Setup
  public void makeData() {
    data = Samples.random(1, MEBIBYTE);
  }

  /** What 4096 blocks leave in the filter of a search. */
  @State(Scope.Thread)
  public static class Filter {
    private final RollingChecksum window = new RollingChecksum();
    private final long[] words = new long[1 << 14];

    @Setup
    public void fill() {
      Random random = new Random(3);
      for (int i = 0; i < 4096; i++) {
        RollingChecksum.addTo(words, random.nextInt());
      }
    }
  }

  /** One checksum of each algorithm, seeded as block sums are. */
  @State(Scope.Thread)
  public static class Strong {
    @Param({"XXH128", "XXH3", "XXH64", "MD5", "SHA1", "MD4"})
    ChecksumAlgorithm algorithm;

    private StrongChecksum checksum;
    private final byte[] digest = new byte[StrongChecksum.MAX_LENGTH];

    @Setup
    public void make() {
      checksum = algorithm.forBlocks(12345, true);
    }
  }

  @Benchmark
  public int weak() {
    int sums = 0;
    for (int at = 0; at <= MEBIBYTE - block; at += block) {
      sums ^= RollingChecksum.of(data, at, block);
    }
    return sums;
  }

  @Benchmark
  public int weakByDefinition() {
    int sums = 0;
    for (int at = 0; at <= MEBIBYTE - block; at += block) {
      sums ^= byDefinition(at);
    }
    return sums;
  }

  private int byDefinition(int offset) {
    int sum = 0;
    int weighted = 0;
    for (int i = offset; i < offset + block; i++) {
      sum += data[i];
      weighted += sum;
    }
    return (sum & 0xffff) | (weighted << 16);
  }

  /** Rolling over everything, with a filter that lets one position in 256 pass. */
  @Benchmark
  public int roll(Filter filter) {
    RollingChecksum window = filter.window;
    int last = MEBIBYTE - block;
    int passed = 0;
    window.start(data, 0, block);
    int at = window.advance(data, 0, last, filter.words);
    while (at < last) {
      passed++;
      window.roll(data[at], data[at + block]);
      at = window.advance(data, at + 1, last, filter.words);
    }
    return passed;
  }

  @Benchmark
  public byte[] strong(Strong strong) {
    for (int at = 0; at <= MEBIBYTE - block; at += block) {
      strong.checksum.update(data, at, block);
      strong.checksum.digest(strong.digest, 0);
    }
    return strong.digest;
  }
}
