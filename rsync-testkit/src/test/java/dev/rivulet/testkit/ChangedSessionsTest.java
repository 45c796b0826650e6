// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole sessions with a peer that says what a sound one says, but for a few bytes. They have
 * threads of their own, which the native half of Jazzer does not survive.
 */
class ChangedSessionsTest {
  private static final int CHANGED_SESSIONS = 300;

  static Stream<String> sessions() {
    return Fuzzer.targets(SessionFuzzTargets.class).stream();
  }

  private static List<byte[]> seeds(String target) throws Exception {
    List<byte[]> seeds = new ArrayList<>(Fuzzer.seeds(target));
    seeds.add(SessionFuzzTargets.soundPeer(target.substring(target.indexOf('#') + 1)));
    return seeds;
  }

  @ParameterizedTest
  @MethodSource("sessions")
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
}
