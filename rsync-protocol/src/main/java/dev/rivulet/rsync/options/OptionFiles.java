// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.store.StoreException;

/** Reads the files that options name: patterns, lists of names. */
@FunctionalInterface
public interface OptionFiles {

  /**
   * The contents of a file.
   *
   * @param path as typed; {@code -} is standard input
   */
  byte[] read(byte[] path) throws StoreException;
}
