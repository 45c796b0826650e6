// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import java.util.SplittableRandom;

/**
 * Two numbers for each of many paths, and which paths are directories above those: 24 bytes an
 * entry, of the path itself nothing but 64 bits of a hash that nobody can foresee. Bounded; what is
 * beyond has to go into another table. Owned by one thread at a time.
 */
final class PathTable {
  /** The stamp of a path of which nothing is known. */
  static final long UNKNOWN = 0;

  /** The stamp of a directory that has entries below it. */
  static final long DIRECTORY = 1;

  /** The least stamp that a file has. */
  static final long LEAST = 2;

  private static final int FIRST_CAPACITY = 256;
  private static final int MOST_CAPACITY = 1 << 16;
  private static final long SEED = new SplittableRandom().nextLong();
  private static final long PRIME = 0x100000001b3L;

  /** Open addressing, a power of two, at most three quarters full; 0 is a free place. */
  private long[] keys = new long[FIRST_CAPACITY];

  private long[] stamps = new long[FIRST_CAPACITY];
  private long[] sums = new long[FIRST_CAPACITY];
  private int size;

  /** Hashes of the directories above a path, the topmost first, and of the path itself. */
  static long[] keysOf(byte[] path) {
    int count = 1;
    for (byte b : path) {
      count += b == '/' ? 1 : 0;
    }
    long[] found = new long[count];
    long hash = SEED;
    int at = 0;
    for (byte b : path) {
      if (b == '/') {
        found[at++] = finished(hash);
      }
      hash = (hash ^ b) * PRIME;
    }
    found[at] = finished(hash);
    return found;
  }

  /** Mixes a number into a hash that nobody can foresee. */
  static long mixed(long hash, long value) {
    long mixed = (hash ^ value ^ SEED) * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ mixed >>> 32) * 0xbf58476d1ce4e5b9L;
    return mixed ^ mixed >>> 29;
  }

  private static long finished(long hash) {
    long key = mixed(hash, SEED >>> 7);
    return key == 0 ? 1 : key;
  }

  int size() {
    return size;
  }

  /** Whether all of another table certainly fits in. */
  boolean hasRoomFor(PathTable other) {
    return size + other.size <= limit(MOST_CAPACITY);
  }

  long stamp(long key) {
    return stamps[slot(key)];
  }

  long sum(long key) {
    return sums[slot(key)];
  }

  /**
   * Notes a file, and the directories above it, if there is room for all of them.
   *
   * @param path its own key last, see {@link #keysOf}
   * @return false if it is known as a directory, so that nothing is certain here any more
   */
  boolean putFile(long[] path, long stamp, long sum) {
    if (stamp(path[path.length - 1]) == DIRECTORY) {
      return false;
    }
    if (size + path.length <= limit(MOST_CAPACITY)) {
      for (int i = 0; i < path.length - 1; i++) {
        put(path[i], DIRECTORY, 0);
      }
      put(path[path.length - 1], stamp, sum);
    }
    return true;
  }

  /** Whether something is a file here and a directory there. */
  boolean contradicts(PathTable other) {
    for (int i = 0; i < keys.length; i++) {
      boolean file = stamps[i] != UNKNOWN && stamps[i] != DIRECTORY;
      if (file && other.stamp(keys[i]) == DIRECTORY) {
        return true;
      }
    }
    return false;
  }

  /** Takes over all entries of another table, for which there must be room. */
  void putAll(PathTable other) {
    for (int i = 0; i < other.keys.length; i++) {
      if (other.stamps[i] != UNKNOWN) {
        put(other.keys[i], other.stamps[i], other.sums[i]);
      }
    }
  }

  /** Nothing is known of a path any more; what is below it stays. */
  void remove(long key) {
    stamps[slot(key)] = UNKNOWN;
  }

  private void put(long key, long stamp, long sum) {
    int slot = slot(key);
    if (keys[slot] == 0) {
      if (size >= limit(keys.length)) {
        grow();
        slot = slot(key);
      }
      keys[slot] = key;
      size++;
    }
    stamps[slot] = stamp;
    sums[slot] = sum;
  }

  private static int limit(int capacity) {
    return capacity / 4 * 3;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldStamps = stamps;
    long[] oldSums = sums;
    keys = new long[oldKeys.length * 2];
    stamps = new long[keys.length];
    sums = new long[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        stamps[slot] = oldStamps[i];
        sums[slot] = oldSums[i];
      }
    }
  }

  /** Where a key is, or the free place where it would go. */
  private int slot(long key) {
    int mask = keys.length - 1;
    int at = (int) key & mask;
    while (keys[at] != 0 && keys[at] != key) {
      at = (at + 1) & mask;
    }
    return at;
  }
}
