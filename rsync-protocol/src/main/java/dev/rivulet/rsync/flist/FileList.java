// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

/**
 * One sorted segment of the files of a transfer, held in columns.
 *
 * <p>Names share their directory prefix and lie in one byte arena; modes, sizes, times and ids are
 * primitive arrays; rare parts are side tables. Built by one thread, then immutable and safe for
 * others.
 */
public final class FileList {

  FileList() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Number of entries, inactive ones included. */
  public int size() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The index of the first entry: 0 without incremental recursion, else 1 for the first list. */
  public int firstIndex() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The directory number whose contents this list holds, or -1 for the first list. */
  public int directoryNumber() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The entry at a sorted position. */
  public FileEntry entry(int position) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The sorted position of an entry of this full name, or -1. */
  public int find(byte[] name) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The I/O error bits reported at the end of this list. */
  public int ioError() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Sum of the lengths of regular files and symbolic links. */
  public long totalSize() {
    throw new UnsupportedOperationException("skeleton");
  }
}
