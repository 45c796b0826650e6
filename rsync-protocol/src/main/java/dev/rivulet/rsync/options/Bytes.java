// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Small things done with arguments, which are bytes. */
final class Bytes {
  private Bytes() {}

  static byte[] join(byte[] head, byte[] tail) {
    byte[] all = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, all, head.length, tail.length);
    return all;
  }

  static byte[] join(String head, byte[] tail) {
    return join(head.getBytes(StandardCharsets.UTF_8), tail);
  }

  static boolean has(byte[] value, char wanted) {
    for (byte b : value) {
      if (b == wanted) {
        return true;
      }
    }
    return false;
  }

  /** Without slashes at the end, but for a lone one. */
  static byte[] withoutTrailingSlashes(byte[] path) {
    int length = path.length;
    while (length > 1 && path[length - 1] == '/') {
      length--;
    }
    return Arrays.copyOf(path, length);
  }
}
