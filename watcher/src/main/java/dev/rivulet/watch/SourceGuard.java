// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;

/**
 * Keeps a vanished source from emptying a target: remembers which directory the source was, and
 * says whether it still is the same one.
 *
 * <p>A source that was moved away, unmounted or replaced shows as gone or as another directory, and
 * then nothing may be deleted on its behalf. Safe for several threads.
 */
final class SourceGuard {

  /** What stands at the source's place. */
  enum State {
    /** The directory that was there at the start. */
    PRESENT,
    /** Nothing, or nothing that can be looked at. */
    GONE,
    /** Another directory, for example the empty place below an unmounted file system. */
    REPLACED
  }

  private final FileTree base;
  private final TreePath root;
  private final FileAttributes original;

  /**
   * @param base the tree the source is in
   * @param root the source's own directory
   * @throws IOException if the source is not there to begin with
   */
  SourceGuard(FileTree base, TreePath root) throws IOException {
    this.base = base;
    this.root = root;
    this.original = base.stat(root);
  }

  State state() {
    try {
      FileAttributes now = base.statOrMissing(root);
      if (now.isMissing()) {
        return State.GONE;
      }
      return now.isSameFile(original) ? State.PRESENT : State.REPLACED;
    } catch (IOException unreachable) {
      return State.GONE;
    }
  }
}
