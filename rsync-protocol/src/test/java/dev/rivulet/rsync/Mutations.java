// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

/** Runs a decoder over golden bytes that are changed by chance: flipped, cut, doubled, inserted. */
public final class Mutations {

  /** A decoder under test. */
  @FunctionalInterface
  public interface Target {
    void decode(byte[] bytes) throws IOException;
  }

  private Mutations() {}

  /**
   * Fails unless each run returns or throws an {@link IOException}.
   *
   * @param golden a sound input to start from
   * @param seed printed with a failure
   * @param runs how many changed inputs
   */
  public static void survive(Target target, byte[] golden, long seed, int runs) {
    Random random = new Random(seed);
    for (int run = 0; run < runs; run++) {
      byte[] bytes = mutated(golden, random);
      try {
        target.decode(bytes);
      } catch (IOException e) {
        // A refusal is as good as a result.
      } catch (RuntimeException | Error e) {
        fail("seed " + seed + ", run " + run + ", input " + Hex.text(bytes), e);
      }
    }
  }

  private static byte[] mutated(byte[] golden, Random random) {
    byte[] bytes = golden.clone();
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      bytes = changed(bytes, random);
    }
    return bytes;
  }

  private static byte[] changed(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length + 1);
    byte[] head = Arrays.copyOf(bytes, at);
    byte[] tail = Arrays.copyOfRange(bytes, at, bytes.length);
    return switch (random.nextInt(5)) {
      case 0 -> head;
      case 1 -> joined(head, new byte[] {(byte) random.nextInt()}, tail);
      case 2 -> joined(head, tail, tail);
      case 3 -> joined(head, new byte[0], tail.length == 0 ? tail : shifted(tail));
      default -> flipped(bytes, at, random);
    };
  }

  private static byte[] shifted(byte[] bytes) {
    return Arrays.copyOfRange(bytes, 1, bytes.length);
  }

  private static byte[] flipped(byte[] bytes, int at, Random random) {
    byte[] copy = bytes.clone();
    if (at < copy.length) {
      copy[at] = random.nextBoolean() ? (byte) 0xff : (byte) (copy[at] ^ 1 << random.nextInt(8));
    }
    return copy;
  }

  private static byte[] joined(byte[] first, byte[] second, byte[] third) {
    byte[] all = Arrays.copyOf(first, first.length + second.length + third.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    System.arraycopy(third, 0, all, first.length + second.length, third.length);
    return all;
  }
}
