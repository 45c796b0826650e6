// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import java.util.Arrays;

/** Byte strings, numbered as they come, end to end in one array of at most 2 GiB. */
final class ByteArena {
  private static final byte[] NO_BYTES = {};
  private static final int[] NO_ENDS = {};

  private byte[] bytes = NO_BYTES;
  private int[] ends = NO_ENDS;
  private int size;

  int size() {
    return size;
  }

  /** The array all strings lie in. */
  byte[] bytes() {
    return bytes;
  }

  int start(int number) {
    return number == 0 ? 0 : ends[number - 1];
  }

  int end(int number) {
    return ends[number];
  }

  byte[] get(int number) {
    return Arrays.copyOfRange(bytes, start(number), end(number));
  }

  /** Bytes of all strings. */
  int length() {
    return size == 0 ? 0 : ends[size - 1];
  }

  /** Whether {@code length} more bytes fit. */
  boolean hasRoom(int length) {
    return length() <= Integer.MAX_VALUE - 8 - length;
  }

  /** Appends a string; the caller has asked {@link #hasRoom}. */
  void add(byte[] source, int offset, int length) {
    int start = length();
    if (bytes.length - start < length) {
      bytes = Arrays.copyOf(bytes, Capacity.grown(start, start + length));
    }
    System.arraycopy(source, offset, bytes, start, length);
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, Capacity.grown(size));
    }
    ends[size++] = start + length;
  }

  void trim() {
    bytes = Arrays.copyOf(bytes, length());
    ends = Arrays.copyOf(ends, size);
  }
}
