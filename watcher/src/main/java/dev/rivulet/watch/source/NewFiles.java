// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Tells new names that are complete from files that are still being written: links, devices and
 * further names of a file are complete at once, and nobody will close them. Remembers which file
 * got which name, for those that were made without one.
 *
 * <p>Keeps the tree open from the first look to {@link #rest}, as an open directory keeps its file
 * system from being unmounted. Owned by one thread.
 */
final class NewFiles implements Closeable {
  private static final int REMEMBERED = 10_000;

  private final WatchScope scope;
  private final Map<Long, TreePath> namesByInode = new RecentMap<>(REMEMBERED);
  private Workspace workspace;
  private FileTree tree;

  NewFiles(WatchScope scope) {
    this.scope = scope;
  }

  void report(TreePath path, EventSink sink) {
    try {
      FileAttributes found = tree().statOrMissing(path);
      if (found.isRegular()) {
        namesByInode.put(found.inode(), path);
      }
      if (found.isMissing() || (found.isRegular() && found.links() == 1)) {
        sink.created(path);
        return;
      }
    } catch (IOException unknown) {
      // Not to be looked at now; the batch builder will look again.
    }
    sink.appeared(path);
  }

  /**
   * The name that a file got when it was last looked at as a new one; empty if nothing is known.
   */
  Optional<TreePath> nameOf(long inode) {
    return Optional.ofNullable(namesByInode.get(inode));
  }

  /** Whether anything stands at a name, as far as can be told. */
  boolean isThere(TreePath path) {
    try {
      return !tree().statOrMissing(path).isMissing();
    } catch (IOException unknown) {
      return true;
    }
  }

  private FileTree tree() throws IOException {
    if (workspace == null) {
      workspace = scope.files().open();
    }
    if (tree == null) {
      tree = workspace.open(scope.root());
    }
    return tree;
  }

  /** Lets go of the tree; the next look opens it again. */
  void rest() throws IOException {
    if (tree != null) {
      FileTree opened = tree;
      tree = null;
      opened.close();
    }
  }

  @Override
  public void close() throws IOException {
    rest();
    if (workspace != null) {
      workspace.close();
    }
  }
}
