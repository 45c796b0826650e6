// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.mark;

import dev.rivulet.rsync.store.TreePath;

/**
 * The news that something has got another name, so that the target may have its contents by the old
 * one. Never more than a reason to try: it may be wrong, out of date or lost.
 *
 * @param from the old name, relative to the base of the source
 * @param to the new name
 * @param certain whether nothing else was, or has become, doubtful at either name: then the target
 *     has by the old name what the source had, and sizes and times tell whether it still is that
 */
public record RenameHint(TreePath from, TreePath to, boolean directory, boolean certain) {

  /** The same news about contents that may have changed as well. */
  RenameHint doubted() {
    return new RenameHint(from, to, directory, false);
  }
}
