// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.checksum;

/**
 * The session's seed as digests take it in: four bytes, little-endian, before or after the data.
 */
final class Salt {
  static final byte[] NOTHING = {};

  private Salt() {}

  static byte[] of(int seed) {
    return new byte[] {(byte) seed, (byte) (seed >> 8), (byte) (seed >> 16), (byte) (seed >> 24)};
  }
}
