// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.delta;

import dev.rivulet.rsync.checksum.StrongChecksum;
import dev.rivulet.rsync.compress.TokenWriter;
import dev.rivulet.rsync.store.SourceFile;
import java.io.IOException;

/**
 * Finds the blocks of a basis in a source file and writes the source as tokens.
 *
 * <p>Owned by one thread; reusable for one file after another.
 */
public final class DeltaSearch {

  /**
   * @param blockChecksum the session's block checksum
   * @param fileChecksum the session's whole-file checksum
   */
  public DeltaSearch(StrongChecksum blockChecksum, StrongChecksum fileChecksum) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** What one file cost. */
  public record Result(
      long literalBytes, long matchedBytes, long hashHits, long falseAlarms, byte[] fileSum) {}

  /**
   * Sends {@code source} as tokens, end of file included (not the file sum).
   *
   * @param sums the receiver's blocks; a head with count 0 sends everything as literals
   * @param updatingBasis whether the receiver overwrites the basis while it reads it (--inplace):
   *     only blocks at or behind the output position may then be used
   * @param progress told the source offset now and then
   */
  public Result send(
      SourceFile source,
      BlockSums sums,
      boolean updatingBasis,
      TokenWriter out,
      ProgressSink progress)
      throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Told how far a file has got. */
  @FunctionalInterface
  public interface ProgressSink {
    void at(long offset) throws IOException;
  }
}
