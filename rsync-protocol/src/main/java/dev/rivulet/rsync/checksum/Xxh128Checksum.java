// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.checksum;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;

/** XXH3 with 128 bits; on the wire the low half comes first, each half with its low byte first. */
final class Xxh128Checksum implements StrongChecksum {
  private final HashStream128 stream;

  /** The seed is widened with its sign, as rsync passes an int where the hash takes 64 bits. */
  Xxh128Checksum(int seed) {
    this.stream = Hashing.xxh3_128(seed).hashStream();
  }

  @Override
  public void reset() {
    stream.reset();
  }

  @Override
  public void update(byte[] data, int offset, int length) {
    stream.putBytes(data, offset, length);
  }

  @Override
  public int digest(byte[] target, int offset) {
    HashValue128 hash = stream.get();
    LittleEndian.putLong(target, offset, hash.getLeastSignificantBits());
    LittleEndian.putLong(target, offset + Long.BYTES, hash.getMostSignificantBits());
    stream.reset();
    return 2 * Long.BYTES;
  }
}
