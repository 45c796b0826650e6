// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.origin;

import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.ForwardingTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.system.FileIdentity;
import java.io.IOException;
import java.util.Map;

/**
 * A tree in which nothing is missing, and no directory is empty, because of a mount that has gone:
 * that is an error, so that nothing is deleted for it.
 */
final class GuardedTree extends ForwardingTree {
  private final Map<TreePath, FileIdentity> places;

  /**
   * @param places directories in the tree, and what each has to be
   */
  GuardedTree(FileTree tree, Map<TreePath, FileIdentity> places) {
    super(tree);
    this.places = places;
  }

  @Override
  public FileAttributes stat(TreePath path) throws IOException {
    try {
      return tree.stat(path);
    } catch (StoreException e) {
      requirePlaces(path);
      throw e;
    }
  }

  @Override
  public FileAttributes statOrMissing(TreePath path) throws IOException {
    FileAttributes found = tree.statOrMissing(path);
    if (found.isMissing()) {
      requirePlaces(path);
    }
    return found;
  }

  @Override
  public FileAttributes statFollowing(TreePath path) throws IOException {
    try {
      return tree.statFollowing(path);
    } catch (StoreException e) {
      requirePlaces(path);
      throw e;
    }
  }

  @Override
  public void scan(TreePath directory, EntryVisitor visitor) throws IOException {
    try {
      tree.scan(directory, visitor);
    } finally {
      requirePlaces(directory);
    }
  }

  /** Afterwards, so that what was seen was seen in the right place. */
  private void requirePlaces(TreePath path) throws IOException {
    for (Map.Entry<TreePath, FileIdentity> place : places.entrySet()) {
      if (path.startsWith(place.getKey()) && !isStanding(place.getKey(), place.getValue())) {
        throw new StoreException("lstat", Errno.ESTALE);
      }
    }
  }

  private boolean isStanding(TreePath place, FileIdentity seen) throws IOException {
    FileAttributes now = tree.statOrMissing(place);
    return now.device() == seen.device() && now.inode() == seen.inode();
  }
}
