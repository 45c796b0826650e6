// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.TreePath;

/**
 * Where an {@link EventSource} reports; called from the source's threads, must not block. All paths
 * are relative to the watched root.
 *
 * <p>A source that cannot tell one kind of event from another reports the plainest one that covers
 * it: {@link #changed} for whatever happened to a name, {@link #treeChanged} for a directory.
 */
public interface EventSink {

  /** A file is complete: it was closed after writing; or something happened to the name. */
  void changed(TreePath path);

  /** A link, a device or a further name of a file appeared: complete at once. */
  default void appeared(TreePath path) {
    changed(path);
  }

  /** Only attributes changed. */
  void attributesChanged(TreePath path);

  /** A regular file appeared and is probably still being written. */
  void created(TreePath path);

  /** Written to, and not known to be complete. */
  void written(TreePath path);

  /** A file or a directory was removed. */
  default void removed(TreePath path) {
    changed(path);
  }

  /** Something was moved out of the tree and has lost this name. */
  default void movedFrom(TreePath path, boolean directory) {
    changed(path);
  }

  /** Something was renamed and has got this name, perhaps from outside the tree. */
  default void movedTo(TreePath path, boolean directory) {
    if (directory) {
      treeChanged(path);
    } else {
      changed(path);
    }
  }

  /** In place of {@link #movedFrom} and {@link #movedTo} by a source that knows both names. */
  default void moved(TreePath from, TreePath to, boolean directory) {
    movedFrom(from, directory);
    movedTo(to, directory);
  }

  /** A directory was made; everything below it is to be compared. */
  default void directoryCreated(TreePath directory) {
    treeChanged(directory);
  }

  /** The contents of a directory are uncertain; everything below it is to be compared. */
  void treeChanged(TreePath directory);

  /**
   * Nothing is known of a directory and all below it: names, sizes and times are to be compared.
   * Unlike {@link #treeChanged} no file in it is known to be new.
   */
  default void treeUncertain(TreePath directory) {
    treeChanged(directory);
  }

  /** Names in a directory are uncertain. */
  void namesChanged(TreePath directory);

  /** Events were lost; the source looks for what they were about and reports what it finds. */
  void overflowed();

  /** The root itself was moved, removed or unmounted. */
  void rootLost();

  /** A part of the tree cannot be watched; it is to be compared from time to time. */
  void unwatched(TreePath directory, String reason);
}
