// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Paths as texts, judged by their names alone. */
public final class PathText {
  private PathText() {}

  /** A path without empty, {@code .} and {@code ..} components, the latter taken back by name. */
  public static byte[] collapsed(byte[] path) {
    byte[] kept = new byte[path.length + 1];
    int length = 0;
    int start = 0;
    while (start < path.length) {
      int end = start;
      while (end < path.length && path[end] != '/') {
        end++;
      }
      String component = new String(path, start, end - start, StandardCharsets.ISO_8859_1);
      if (component.equals("..")) {
        while (length > 0 && kept[--length] != '/') {
          continue;
        }
      } else if (!component.isEmpty() && !component.equals(".")) {
        if (length > 0) {
          kept[length++] = '/';
        }
        System.arraycopy(path, start, kept, length, end - start);
        length += end - start;
      }
      start = end + 1;
    }
    return Arrays.copyOf(kept, length);
  }

  static byte[] join(byte[] head, byte[] tail) {
    byte[] joined = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, joined, head.length, tail.length);
    return joined;
  }

  static boolean startsWith(byte[] text, byte[] prefix) {
    return text.length >= prefix.length
        && Arrays.equals(text, 0, prefix.length, prefix, 0, prefix.length);
  }
}
