// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.watch.mark.Mark;

/** Where files go that would hold up a batch (hazard 6.7). */
@FunctionalInterface
public interface Diversion {

  /** Every file stays. */
  Diversion NONE = (mark, found) -> false;

  /**
   * Takes a file out of the batch it would be in, if it is to go another way.
   *
   * @param found the file as it is
   * @return whether the mark is taken care of elsewhere from now on
   */
  boolean takes(Mark mark, FileAttributes found);
}
