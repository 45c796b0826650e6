// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import java.util.Arrays;

/**
 * The fields of one entry while it is read from the wire or from a directory; reused from entry to
 * entry. Names lie in {@link #name}, of which {@link #nameLength} bytes count.
 */
final class EntryDraft {
  private static final byte[] NONE = {};

  byte[] name = NONE;
  int nameLength;
  int mode;

  /** Bits of {@link EntryFlag}. */
  int flags;

  long size;
  long mtime;
  int mtimeNanos;
  long atime;
  int uid;
  int gid;

  /** Major number in the upper half, minor in the lower. */
  long rdev;

  byte[] linkTarget = NONE;
  byte[] checksum = NONE;

  /** Number of the hard-link group, or -1. */
  long hardLinkGroup = -1;

  /** Whether {@link #device} and {@link #inode} count (hard links below protocol 30). */
  boolean hasInode;

  long device;
  long inode;

  /** Numbers in the tables of {@link SharedAttributes}. */
  int accessAcl = SharedAttributes.NONE;

  int defaultAcl = SharedAttributes.NONE;
  int xattrs = SharedAttributes.NONE;

  /** Where the file is, a number of the walker; 0 on the receiving side. */
  int origin;

  void clear() {
    nameLength = 0;
    mode = 0;
    flags = 0;
    size = 0;
    mtime = 0;
    mtimeNanos = 0;
    atime = 0;
    uid = 0;
    gid = 0;
    rdev = 0;
    linkTarget = NONE;
    checksum = NONE;
    hardLinkGroup = -1;
    hasInode = false;
    device = 0;
    inode = 0;
    accessAcl = SharedAttributes.NONE;
    defaultAcl = SharedAttributes.NONE;
    xattrs = SharedAttributes.NONE;
    origin = 0;
  }

  void setName(byte[] bytes) {
    name = bytes;
    nameLength = bytes.length;
  }

  byte[] nameBytes() {
    return Arrays.copyOf(name, nameLength);
  }

  static long rdev(int major, int minor) {
    return (long) major << 32 | minor & 0xffffffffL;
  }
}
