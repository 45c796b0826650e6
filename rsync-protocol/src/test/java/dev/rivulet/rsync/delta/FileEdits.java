// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.delta;

import java.util.Arrays;
import java.util.Random;

/** Changes to files as they happen: insertions, deletions, overwriting, moves, repeats. */
final class FileEdits {
  private FileEdits() {}

  /** Random bytes, or text of few letters, or long runs of equal bytes. */
  static byte[] randomContent(Random random, int length) {
    byte[] content = new byte[length];
    switch (random.nextInt(3)) {
      case 0 -> random.nextBytes(content);
      case 1 -> {
        for (int i = 0; i < length; i++) {
          content[i] = (byte) "etaoin \n".charAt(random.nextInt(8));
        }
      }
      default -> {
        for (int i = 0; i < length; ) {
          int run = 1 + random.nextInt(5_000);
          byte value = (byte) random.nextInt(3);
          Arrays.fill(content, i, Math.min(length, i + run), value);
          i += run;
        }
      }
    }
    return content;
  }

  static byte[] edited(Random random, byte[] content, int edits) {
    byte[] result = content;
    for (int i = 0; i < edits; i++) {
      result = edited(random, result);
    }
    return result;
  }

  private static byte[] edited(Random random, byte[] content) {
    int at = random.nextInt(content.length + 1);
    int length = random.nextInt(Math.min(20_000, content.length - at) + 1);
    byte[] fresh = new byte[random.nextInt(3_000)];
    random.nextBytes(fresh);
    return switch (random.nextInt(6)) {
      case 0 -> insert(content, at, fresh);
      case 1 -> delete(content, at, length);
      case 2 -> overwrite(content, at, fresh);
      case 3 -> insert(content, at, Arrays.copyOfRange(content, at, at + length));
      case 4 -> swapHalves(content);
      default -> Arrays.copyOf(content, at);
    };
  }

  static byte[] insert(byte[] content, int at, byte[] inserted) {
    byte[] result = new byte[content.length + inserted.length];
    System.arraycopy(content, 0, result, 0, at);
    System.arraycopy(inserted, 0, result, at, inserted.length);
    System.arraycopy(content, at, result, at + inserted.length, content.length - at);
    return result;
  }

  static byte[] delete(byte[] content, int at, int length) {
    byte[] result = new byte[content.length - length];
    System.arraycopy(content, 0, result, 0, at);
    System.arraycopy(content, at + length, result, at, result.length - at);
    return result;
  }

  static byte[] overwrite(byte[] content, int at, byte[] over) {
    byte[] result = content.clone();
    System.arraycopy(over, 0, result, at, Math.min(over.length, content.length - at));
    return result;
  }

  static byte[] swapHalves(byte[] content) {
    int half = content.length / 2;
    byte[] result = new byte[content.length];
    System.arraycopy(content, half, result, 0, content.length - half);
    System.arraycopy(content, 0, result, content.length - half, half);
    return result;
  }
}
