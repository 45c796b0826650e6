// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a coverage-guided fuzzer calls, in a process of its own: the first byte of an input chooses
 * among the decoders under test, which gets the rest. A refusal, an {@link IOException}, is as good
 * as a result.
 */
public final class FuzzEntry {
  /** A property with the class whose decoders are meant. */
  static final String TARGETS = "rivulet.fuzz.targets";

  private static final List<String> NAMES = new ArrayList<>();
  private static final List<MethodHandle> DECODERS = new ArrayList<>();

  private FuzzEntry() {}

  /** Called once, in front of the first input. */
  public static void fuzzerInitialize() throws ReflectiveOperationException {
    for (String name : Fuzzer.targets(Class.forName(System.getProperty(TARGETS)))) {
      NAMES.add(name);
      DECODERS.add(find(name));
    }
  }

  /** Called with each input. */
  public static void fuzzerTestOneInput(byte[] input) throws Throwable {
    if (input.length == 0) {
      return;
    }
    int chosen = (input[0] & 0xff) % DECODERS.size();
    try {
      survive(DECODERS.get(chosen), Arrays.copyOfRange(input, 1, input.length));
    } catch (RuntimeException | Error e) {
      e.addSuppressed(new AssertionError(NAMES.get(chosen)));
      throw e;
    }
  }

  /** The decoder of this name, {@code CLASS#METHOD}. */
  public static MethodHandle find(String name) throws ReflectiveOperationException {
    String[] parts = name.split("#");
    return MethodHandles.publicLookup()
        .findStatic(
            Class.forName(parts[0]), parts[1], MethodType.methodType(void.class, byte[].class));
  }

  /** Gives a decoder one input. */
  public static void survive(MethodHandle decoder, byte[] input) throws Throwable {
    try {
      decoder.invokeExact(input);
    } catch (IOException e) {
      // Refused.
    }
  }
}
