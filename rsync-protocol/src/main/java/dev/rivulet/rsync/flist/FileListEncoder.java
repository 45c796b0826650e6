// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.store.IdMapper;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;

/**
 * Writes file lists, entries in arrival order. Holds the state that runs from entry to entry and
 * from list to list; one instance per session.
 */
public final class FileListEncoder {

  public FileListEncoder(ListFormat format, IdMapper ids, WireOutput out) {
    throw new UnsupportedOperationException("skeleton");
  }

  /**
   * Writes a list with its end marker; without incremental recursion also the id lists and, below
   * protocol 30, the I/O error value. (The header of an incremental list is an index and is written
   * by the caller.)
   *
   * @param ioError the I/O error bits to report with this list, 0 for none
   */
  public void write(FileList list, int ioError) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }
}
