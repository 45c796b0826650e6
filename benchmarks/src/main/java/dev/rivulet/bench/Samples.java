// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.bench;

import java.util.Random;

/** Data to measure with, the same at every run. */
final class Samples {
  private static final int WORD = 12;

  private Samples() {}

  /** Bytes that nothing compresses. */
  static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Text of a few thousand words that compresses to about a third. */
  static byte[] text(long seed, int length) {
    Random random = new Random(seed);
    byte[][] words = new byte[4_000][];
    for (int i = 0; i < words.length; i++) {
      words[i] = word(random);
    }
    byte[] bytes = new byte[length];
    for (int at = 0; at < length; ) {
      byte[] word = words[(int) (Math.abs(random.nextGaussian()) * 1_000) % words.length];
      int taken = Math.min(word.length, length - at);
      System.arraycopy(word, 0, bytes, at, taken);
      at += taken;
    }
    return bytes;
  }

  private static byte[] word(Random random) {
    byte[] word = new byte[2 + random.nextInt(WORD)];
    for (int i = 0; i < word.length - 1; i++) {
      word[i] = (byte) ('a' + random.nextInt(26));
    }
    word[word.length - 1] = ' ';
    return word;
  }

  /** The file with a byte inserted every {@code distance} bytes. */
  static byte[] withInsertions(byte[] content, int distance) {
    byte[] result = new byte[content.length + content.length / distance];
    int target = 0;
    for (int from = 0; from < content.length; from += distance) {
      int length = Math.min(distance, content.length - from);
      System.arraycopy(content, from, result, target, length);
      target += length;
      if (length == distance) {
        result[target++] = 42;
      }
    }
    return result;
  }
}
