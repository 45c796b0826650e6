// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.host;

import java.util.Arrays;

/**
 * The names in one batch of getdents64(2), {@code .} and {@code ..} left out. Each record is an
 * inode of 8 bytes, an offset of 8, the record's length of 2, a type of 1, and the name with its
 * NUL; numbers are little-endian, as on every machine we have calls for.
 */
final class DirectoryBatch {

  private static final int LENGTH_AT = 16;
  private static final int TYPE_AT = 18;
  private static final int NAME_AT = 19;
  private static final byte TYPE_UNKNOWN = 0;
  private static final byte TYPE_DIRECTORY = 4;

  private final byte[] batch;
  private int record;
  private int following;

  DirectoryBatch(byte[] batch) {
    this.batch = batch;
  }

  /** Moves to the next entry; false at the end. */
  boolean next() {
    do {
      record = following;
      if (record >= batch.length) {
        return false;
      }
      following += (batch[record + LENGTH_AT] & 0xff) | (batch[record + LENGTH_AT + 1] & 0xff) << 8;
    } while (isSelfOrParent(record + NAME_AT));
    return true;
  }

  private boolean isSelfOrParent(int at) {
    return batch[at] == '.' && (batch[at + 1] == 0 || (batch[at + 1] == '.' && batch[at + 2] == 0));
  }

  /** Whether the entry is a directory; null where the file system does not tell. */
  Boolean isDirectory() {
    byte type = batch[record + TYPE_AT];
    return type == TYPE_UNKNOWN ? null : Boolean.valueOf(type == TYPE_DIRECTORY);
  }

  byte[] name() {
    int end = record + NAME_AT;
    while (batch[end] != 0) {
      end++;
    }
    return Arrays.copyOfRange(batch, record + NAME_AT, end);
  }
}
