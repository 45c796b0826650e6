// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.delta;

import dev.rivulet.rsync.checksum.StrongChecksum;
import dev.rivulet.rsync.compress.TokenReader;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StagedFile;
import java.io.IOException;

/** Rebuilds a file from tokens and a basis. Owned by one thread; reusable. */
public final class DeltaApply {

  public DeltaApply(StrongChecksum fileChecksum) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** What one file brought: bytes of each kind, and our own sum over the result. */
  public record Result(long literalBytes, long matchedBytes, byte[] fileSum) {}

  /**
   * Reads tokens up to the end of one file and writes the result.
   *
   * @param basis the file blocks refer to, or {@link SourceFile#NONE}
   * @param target where the bytes go, or {@link StagedFile#DISCARD} to read and forget them
   * @param inPlace whether target and basis are one file: blocks that are already in place are
   *     skipped
   * @throws dev.rivulet.rsync.ProtocolException for a block outside the head's count, or a block
   *     without a basis while really writing
   */
  public Result apply(
      SumHead head,
      SourceFile basis,
      StagedFile target,
      boolean inPlace,
      TokenReader tokens,
      DeltaSearch.ProgressSink progress)
      throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }
}
