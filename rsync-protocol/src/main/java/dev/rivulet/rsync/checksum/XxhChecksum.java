// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.checksum;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;

/** The xxHash family's 64-bit members; on the wire the low byte comes first. */
final class XxhChecksum implements StrongChecksum {
  private final HashStream64 stream;

  private XxhChecksum(HashStream64 stream) {
    this.stream = stream;
  }

  /** The seed is widened with its sign, as rsync passes an int where the hash takes 64 bits. */
  static XxhChecksum xxh64(int seed) {
    return new XxhChecksum(Hashing.xxh64(seed).hashStream());
  }

  static XxhChecksum xxh3(int seed) {
    return new XxhChecksum(Hashing.xxh3_64(seed).hashStream());
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
    LittleEndian.putLong(target, offset, stream.getAsLong());
    stream.reset();
    return Long.BYTES;
  }
}
