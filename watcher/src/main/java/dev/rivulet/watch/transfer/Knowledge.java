// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark.Change;

/** What a target is known to have without being asked. */
public interface Knowledge {

  /** Nothing. */
  Knowledge NONE = (base, path, found, change) -> false;

  /**
   * Whether a target has a file as it is now, so that nothing need be sent.
   *
   * @param base where the path begins
   * @param found what a look has just shown there
   * @param change what may have changed since the target has got it
   */
  boolean has(FileTree base, TreePath path, FileAttributes found, Change change);
}
