// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.ProtocolException;

/**
 * The live segments of one transfer: from index to entry, oldest dropped first.
 *
 * <p>Safe for the two threads of a receiving side: one adds, the other drops.
 */
public final class FileLists {

  public FileLists(boolean incremental) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Adds the next segment. */
  public void add(FileList list) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The number of entries known so far, in all segments ever added. */
  public int total() {
    throw new UnsupportedOperationException("skeleton");
  }

  /**
   * The entry of an index; an index one below a segment's first is the segment's directory.
   *
   * @throws ProtocolException if no live segment has it
   */
  public FileEntry entry(int index) throws ProtocolException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The segment that an index (or the index of its directory) belongs to. */
  public FileList listOf(int index) throws ProtocolException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The directory entry with this number. Directories stay known to the end. */
  public FileEntry directory(int number) throws ProtocolException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The oldest live segment. */
  public FileList oldest() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Forgets the oldest segment. */
  public void dropOldest() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Live segments. */
  public int live() {
    throw new UnsupportedOperationException("skeleton");
  }
}
