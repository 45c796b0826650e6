// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.TreePath;

/**
 * Where an {@link EventSource} reports; called from the source's thread, must not block. All paths
 * are relative to the watched root.
 */
public interface EventSink {

  /** Something is complete: a file was closed after writing, renamed into place or removed. */
  void changed(TreePath path);

  /** Only attributes changed. */
  void attributesChanged(TreePath path);

  /** A regular file appeared and is probably still being written. */
  void created(TreePath path);

  /** Written to, and not known to be complete. */
  void written(TreePath path);

  /** A directory appeared, or its contents are uncertain; everything below it is to be compared. */
  void treeChanged(TreePath directory);

  /** Names in a directory are uncertain. */
  void namesChanged(TreePath directory);

  /** Events were lost; everything is uncertain. */
  void overflowed();

  /** The root itself was moved, removed or unmounted. */
  void rootLost();

  /** A part of the tree cannot be watched; it is to be compared from time to time. */
  void unwatched(TreePath directory, String reason);
}
