// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every decoder of what a peer says, under a coverage-guided fuzzer for {@code -Dfuzz.seconds}
 * each; as many at a time as there are processors.
 */
class FuzzIT {
  /** By name, for most stand beside what they test: the build has them on the class path only. */
  private static final List<String> CLASSES =
      List.of(
          "dev.rivulet.rsync.wire.WireFuzzTargets",
          "dev.rivulet.rsync.handshake.HandshakeFuzzTargets",
          "dev.rivulet.rsync.filter.FilterFuzzTargets",
          "dev.rivulet.rsync.flist.ListFuzzTargets",
          "dev.rivulet.rsync.engine.dialogue.RecordFuzzTargets",
          "dev.rivulet.rsync.delta.DeltaFuzzTargets",
          "dev.rivulet.rsync.compress.TokenFuzzTargets");

  private static final int CHANGED_SESSIONS = 300;

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
    Stream<String> decoders = classes().stream().flatMap(type -> Fuzzer.targets(type).stream());
    return Stream.concat(decoders, sessions());
  }

  /** Whole sessions have threads of their own, which the native half of Jazzer does not survive. */
  static Stream<String> sessions() {
    return Fuzzer.targets(SessionFuzzTargets.class).stream();
  }

  @BeforeAll
  static void startAll() throws ClassNotFoundException {
    if (Fuzzer.SECONDS == 0) {
      return;
    }
    processes = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
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
  @MethodSource("sessions")
  @Timeout(120)
  void sessionsSurviveChangedBytes(String target) throws Throwable {
    long seed = Long.getLong("rivulet.seed", ThreadLocalRandom.current().nextLong());
    System.out.println(target + " seed " + seed);
    Random random = new Random(seed);
    List<byte[]> sound = seeds(target);
    for (int run = 0; run < CHANGED_SESSIONS; run++) {
      byte[] bytes = sound.get(random.nextInt(sound.size())).clone();
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      byte[] input = Arrays.copyOf(bytes, bytes.length - random.nextInt(4));
      try {
        FuzzEntry.survive(FuzzEntry.find(target), input);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("run " + run + " of " + Arrays.toString(input), e);
      }
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
