// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.store.StoreException;

/** Reads the files that options name: patterns, lists of names. */
@FunctionalInterface
public interface OptionFiles {

  /**
   * The contents of a file.
   *
   * @param path as typed; {@code -} is standard input
   * @throws RsyncException for a file that is not for the reader, with the reason
   */
  byte[] read(byte[] path) throws StoreException, RsyncException;

  /** The contents of a file that a rule merges; one that is not for the reader has no rules. */
  default byte[] readMerged(byte[] path) throws StoreException, RsyncException {
    return read(path);
  }
}
