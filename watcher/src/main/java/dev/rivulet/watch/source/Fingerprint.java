// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.FileAttributes;

/**
 * Attributes of a file boiled down to numbers that differ when the file does; two different states
 * get equal numbers once in many billions.
 */
final class Fingerprint {
  private static final int TYPE = 0170000;

  private Fingerprint() {}

  /** Of the object and its content; for a directory, of which one it is. */
  static long content(FileAttributes seen) {
    long identity = mix(mix(seen.inode(), seen.device()), seen.mode() & TYPE);
    if (seen.isDirectory()) {
      return identity;
    }
    long data = mix(mix(identity, seen.size()), seen.mtime() * 1_000_000_000L + seen.mtimeNanos());
    return mix(data, (long) seen.rdevMajor() << 32 | seen.rdevMinor());
  }

  /** Of permissions and owner. */
  static int ownership(FileAttributes seen) {
    return (int) (mix(mix(seen.permissions(), seen.uid()), seen.gid()) >>> 32);
  }

  /** Of the time that no program can set. */
  static int changeTime(FileAttributes seen) {
    return (int) (mix(seen.ctime(), seen.ctimeNanos()) >>> 32);
  }

  /** Of the times of a directory: equal as long as no name in it has changed. Never 0. */
  static long stamp(FileAttributes directory) {
    long modified = directory.mtime() * 1_000_000_000L + directory.mtimeNanos();
    long changed = directory.ctime() * 1_000_000_000L + directory.ctimeNanos();
    return mix(modified, changed) | 1;
  }

  /** The finalizer of a well-mixing hash, applied to both numbers. */
  private static long mix(long left, long right) {
    long z = left * 0x9e3779b97f4a7c15L + right;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
