// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

/** Bits that are kept of every entry. */
final class EntryFlag {
  /** A directory named as an argument. */
  static final int TOP = 0x01;

  /** A directory whose contents are listed. */
  static final int CONTENT = 0x02;

  /** A directory listed only as the parent of something. */
  static final int IMPLIED = 0x04;

  /** A slot that keeps its index but stands for nothing. */
  static final int INACTIVE = 0x08;

  /** The receiver cannot give files to the entry's group. */
  static final int SKIP_GROUP = 0x10;

  private EntryFlag() {}
}
