// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.event.TransferEvent;

/**
 * The files that a transfer has sent, as they were sent: with the attributes in its list and the
 * checksum that the receiver has compared. Only good for anything if the transfer ends without a
 * fault. Not safe for several threads.
 */
final class SentFiles {
  private final PathTable files = new PathTable();
  private ChecksumAlgorithm algorithm = ChecksumAlgorithm.NONE;
  private boolean doubtful;

  void add(TransferEvent.FileFinished sent) {
    if (!sent.success() || !sent.sum().isOfContents()) {
      return;
    }
    doubtful |= algorithm != ChecksumAlgorithm.NONE && algorithm != sent.sum().algorithm();
    algorithm = sent.sum().algorithm();
    doubtful |=
        !files.putFile(
            PathTable.keysOf(sent.item().entry().name()),
            FileStamp.ofAttributes(sent.item().entry()),
            FileStamp.ofContents(sent.sum()));
  }

  /** Whether there is anything to learn from this. */
  boolean isEmpty() {
    return doubtful || files.size() == 0;
  }

  /** The files by their paths. */
  PathTable files() {
    return files;
  }

  /** What made their checksums. */
  ChecksumAlgorithm algorithm() {
    return algorithm;
  }
}
