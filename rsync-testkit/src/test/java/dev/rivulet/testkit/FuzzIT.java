// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.compress.TokenFuzzTargets;
import dev.rivulet.rsync.delta.DeltaFuzzTargets;
import dev.rivulet.rsync.engine.RecordFuzzTargets;
import dev.rivulet.rsync.filter.FilterFuzzTargets;
import dev.rivulet.rsync.flist.ListFuzzTargets;
import dev.rivulet.rsync.handshake.HandshakeFuzzTargets;
import dev.rivulet.rsync.wire.WireFuzzTargets;
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
 * Every decoder of what a peer says, under a coverage-guided fuzzer for {@code -Dfuzz.seconds} each;
 * as many at a time as there are processors.
 */
class FuzzIT {
  private static final List<Class<?>> TARGETS =
      List.of(
          WireFuzzTargets.class,
          HandshakeFuzzTargets.class,
          FilterFuzzTargets.class,
          ListFuzzTargets.class,
          RecordFuzzTargets.class,
          DeltaFuzzTargets.class,
          TokenFuzzTargets.class,
          SessionFuzzTargets.class);

  private static final Map<Class<?>, Future<?>> RUNS = new HashMap<>();

  @TempDir private static Path work;
  private static ExecutorService processes;

  static List<Class<?>> classes() {
    return TARGETS;
  }

  static Stream<String> targets() {
    return TARGETS.stream().flatMap(type -> Fuzzer.targets(type).stream());
  }

  @BeforeAll
  static void startAll() {
    if (Fuzzer.SECONDS == 0) {
      return;
    }
    processes = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    for (Class<?> type : TARGETS) {
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
    List<byte[]> seeds = new ArrayList<>(Fuzzer.seeds(target));
    String session = SessionFuzzTargets.class.getName() + "#";
    if (target.startsWith(session)) {
      seeds.add(SessionFuzzTargets.soundPeer(target.substring(session.length())));
    }
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
