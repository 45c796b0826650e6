// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.checksum;

/** The strong checksums rsync knows, by wire name; each knows its length and its seeding rules. */
public enum ChecksumAlgorithm {
  XXH128("xxh128", 16),
  XXH3("xxh3", 8),
  XXH64("xxh64", 8),
  MD5("md5", 16),
  MD4("md4", 16),
  /** MD4 as protocols 27 to 29 imply it: whole-file sums are seeded. Never negotiated by name. */
  MD4_OLD("md4", 16),
  SHA1("sha1", 20),
  NONE("none", 1);

  private final String wireName;
  private final int length;

  ChecksumAlgorithm(String wireName, int length) {
    this.wireName = wireName;
    this.length = length;
  }

  public String wireName() {
    return wireName;
  }

  /** Digest bytes. */
  public int length() {
    return length;
  }

  /** Bytes of a digest that a block sum can use at most: 16 or the whole digest if shorter. */
  public int blockLength() {
    return Math.min(16, length);
  }

  /**
   * A checksum for blocks.
   *
   * @param seed the session's seed; 0 mixes nothing in
   * @param seedFirst whether MD5 hashes the seed in front of the data
   */
  public StrongChecksum forBlocks(int seed, boolean seedFirst) {
    byte[] mixedIn = seed == 0 ? Salt.NOTHING : Salt.of(seed);
    return switch (this) {
      case XXH128 -> new Xxh128Checksum(seed);
      case XXH3 -> XxhChecksum.xxh3(seed);
      case XXH64 -> XxhChecksum.xxh64(seed);
      case MD5 ->
          seedFirst
              ? JdkChecksum.md5(mixedIn, Salt.NOTHING)
              : JdkChecksum.md5(Salt.NOTHING, mixedIn);
      case SHA1 -> JdkChecksum.sha1(mixedIn);
      case MD4, MD4_OLD -> new Md4Checksum(Salt.NOTHING, mixedIn);
      case NONE -> new NoChecksum();
    };
  }

  /** A checksum for whole files in a transfer; only {@link #MD4_OLD} uses the seed, even if 0. */
  public StrongChecksum forFile(int seed) {
    return this == MD4_OLD ? new Md4Checksum(Salt.of(seed), Salt.NOTHING) : plain();
  }

  /** A plain digest, as file lists carry it under {@code --checksum}. */
  public StrongChecksum plain() {
    return forBlocks(0, true);
  }
}
