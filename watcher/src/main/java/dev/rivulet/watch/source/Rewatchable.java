// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.TreePath;

/** A source that can be asked to watch a part of its tree anew. */
interface Rewatchable {

  /**
   * Watches a directory and all below it: because there may be room now for more watches, or
   * because something else may be mounted there.
   *
   * @return whether it is watched; it is then reported as a whole
   */
  boolean watchAgain(TreePath directory);

  /** Whether there ever was no room for a watch. */
  default boolean isLimited() {
    return false;
  }
}
