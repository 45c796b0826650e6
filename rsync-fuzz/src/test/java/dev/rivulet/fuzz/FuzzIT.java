// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.testkit.FuzzEntry;
import dev.rivulet.testkit.Fuzzer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every decoder of what a peer says, under a coverage-guided fuzzer for {@code -Dfuzz.seconds}
 * each: all at once, in what time the other tests leave to them.
 */
class FuzzIT {
  /** By name, for they stand beside what they test: the build has them on the class path only. */
  private static final List<String> CLASSES =
      List.of(
          "dev.rivulet.rsync.wire.WireFuzzTargets",
          "dev.rivulet.rsync.handshake.HandshakeFuzzTargets",
          "dev.rivulet.rsync.filter.FilterFuzzTargets",
          "dev.rivulet.rsync.flist.ListFuzzTargets",
          "dev.rivulet.rsync.engine.dialogue.RecordFuzzTargets",
          "dev.rivulet.rsync.delta.DeltaFuzzTargets",
          "dev.rivulet.rsync.compress.TokenFuzzTargets");

  private static final Map<Class<?>, Future<?>> RUNS = new HashMap<>();

  @TempDir private static Path work;
  private static ExecutorService processes;

  static List<Class<?>> classes() throws ClassNotFoundException {
    List<Class<?>> classes = new ArrayList<>();
    for (String name : CLASSES) {
      classes.add(Class.forName(name));
    }
    return classes;
  }

  static Stream<String> targets() throws ClassNotFoundException {
    return classes().stream().flatMap(type -> Fuzzer.targets(type).stream());
  }

  @BeforeAll
  static void startAll() throws ClassNotFoundException {
    if (Fuzzer.SECONDS == 0) {
      return;
    }
    processes = Executors.newFixedThreadPool(CLASSES.size());
    for (Class<?> type : classes()) {
      RUNS.put(type, processes.submit(() -> run(type)));
    }
  }

  private static Void run(Class<?> type) throws Exception {
    List<List<byte[]>> seeds = new ArrayList<>();
    for (String target : Fuzzer.targets(type)) {
      seeds.add(seeds(target));
    }
    Fuzzer.run(type, seeds, Files.createDirectory(work.resolve(type.getSimpleName())));
    return null;
  }

  private static List<byte[]> seeds(String target) throws Exception {
    List<byte[]> seeds = Fuzzer.seeds(target);
    assertThat(seeds).isNotEmpty();
    return seeds;
  }

  @AfterAll
  static void stop() {
    if (processes != null) {
      processes.shutdownNow();
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void takesWhatOnceWasTooMuch(String target) throws Throwable {
    for (byte[] seed : seeds(target)) {
      FuzzEntry.survive(FuzzEntry.find(target), seed);
    }
  }

  @ParameterizedTest
  @MethodSource("classes")
  void survives(Class<?> type) throws Exception {
    Assumptions.assumeTrue(Fuzzer.SECONDS > 0, "-Dfuzz.seconds=0");
    try {
      RUNS.get(type).get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause().getMessage(), e.getCause());
    }
  }
}
