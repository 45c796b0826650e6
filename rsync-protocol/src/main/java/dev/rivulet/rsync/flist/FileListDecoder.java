// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.wire.WireInput;
import java.io.IOException;

/**
 * Reads and validates file lists; the counterpart of {@link FileListEncoder}. One instance per
 * session.
 */
public final class FileListDecoder {

  /**
   * @param owners maps received ids and names to local ids
   */
  public FileListDecoder(ListFormat format, OwnerMapping owners, WireInput in) {
    throw new UnsupportedOperationException("skeleton");
  }

  /**
   * Reads the first list, with the id lists and the I/O error value where the protocol has them;
   * sorted, duplicates made inactive.
   *
   * @throws dev.rivulet.rsync.RsyncException with rsync's text and exit code for a list that must
   *     be refused
   */
  public FileList readFirst() throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Reads the list of a directory; its header has been read by the caller. */
  public FileList readSegment(int directoryNumber) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }
}
