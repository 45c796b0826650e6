// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.Closeable;
import java.io.IOException;

/**
 * Tells new names that are complete from files that are still being written: links, devices and
 * further names of a file are complete at once, and nobody will close them.
 *
 * <p>Keeps the tree open from the first look to {@link #rest}, as an open directory keeps its file
 * system from being unmounted. Owned by one thread.
 */
final class NewFiles implements Closeable {
  private final WatchScope scope;
  private Workspace workspace;
  private FileTree tree;

  NewFiles(WatchScope scope) {
    this.scope = scope;
  }

  void report(TreePath path, EventSink sink) {
    try {
      FileAttributes found = tree().statOrMissing(path);
      if (found.isMissing() || (found.isRegular() && found.links() == 1)) {
        sink.created(path);
        return;
      }
    } catch (IOException unknown) {
      // Not to be looked at now; the batch builder will look again.
    }
    sink.appeared(path);
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
