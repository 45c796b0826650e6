// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.receiver;

import dev.rivulet.rsync.engine.dialogue.Basis;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StagedFile;
import java.io.Closeable;
import java.io.IOException;

/**
 * A file while its data arrives.
 *
 * @param file what is written, or {@link StagedFile#DISCARD}
 * @param tree that holds it
 * @param kind whether it is a new file, and if not, what it overwrites
 * @param basis of the blocks, as it was; it lends the file its permissions too, where those of the
 *     source do not count
 * @param shown its name for messages
 */
record Draft(StagedFile file, FileTree tree, Kind kind, Basis basis, byte[] shown)
    implements Closeable {

  /** What is written to. */
  enum Kind {
    /** A file of its own under a temporary name. */
    ASIDE,
    /** The destination file, whose own blocks are the basis. */
    DESTINATION,
    /** The destination file, while another file is the basis. */
    DESTINATION_FROM_ELSEWHERE,
    /** The partial file of an earlier transfer, whose own blocks are the basis. */
    PARTIAL
  }

  boolean isDiscarded() {
    return file == StagedFile.DISCARD;
  }

  /** Whether blocks of the basis may be there already. */
  boolean overwritesBasis() {
    return kind == Kind.DESTINATION || kind == Kind.PARTIAL;
  }

  boolean isInPlace() {
    return kind == Kind.DESTINATION || kind == Kind.DESTINATION_FROM_ELSEWHERE;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
