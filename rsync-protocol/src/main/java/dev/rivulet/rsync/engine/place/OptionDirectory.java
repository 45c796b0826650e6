// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.place;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.Workspace;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A directory that an option names: entered when it is first needed, as a tree of its own, below
 * which no symbolic link is passed.
 *
 * <p>On the way to it only links of root and of the user are passed; a daemon's module is not left.
 * Safe for the generator and the receiver.
 */
final class OptionDirectory implements Closeable {
  private final Workspace workspace;
  private final byte[] path;
  private FileTree tree;

  /** Trees of directories that were deleted; the other role may still be about to find out. */
  private final List<FileTree> left = new ArrayList<>();

  /**
   * @param path the value of the option, relative to the destination unless absolute
   */
  OptionDirectory(Workspace workspace, Destination destination, byte[] path) {
    this.workspace = workspace;
    this.path = destination.relative(workspace.cleaned(path));
  }

  /** Whether there is such a directory. */
  boolean exists() throws IOException {
    try (Workspace place = workspace.forOptions()) {
      return place.stat(path, true).isDirectory();
    }
  }

  /** The directory, which must exist unless it was entered before. */
  synchronized FileTree tree() throws IOException {
    if (tree == null) {
      try (Workspace place = workspace.forOptions()) {
        tree = place.open(path);
      }
    }
    return tree;
  }

  /** Makes the directory if it is missing, and enters it. */
  synchronized FileTree make(int permissions) throws IOException {
    if (tree == null) {
      try (Workspace place = workspace.forOptions()) {
        make(place, path, permissions);
      }
    }
    return tree();
  }

  /** As {@link #make}, with all missing directories above it. */
  synchronized FileTree makeWithParents(int permissions) throws IOException {
    if (tree == null) {
      try (Workspace place = workspace.forOptions()) {
        makeMissing(place, path, permissions);
      }
    }
    return tree();
  }

  /** Looks from below: what exists far above need not be open to us. */
  private static void makeMissing(Workspace place, byte[] path, int permissions)
      throws IOException {
    if (place.stat(path, true).isDirectory()) {
      return;
    }
    int end = path.length;
    while (end > 0 && path[end - 1] == '/') {
      end--;
    }
    while (end > 0 && path[end - 1] != '/') {
      end--;
    }
    if (end > 1) {
      makeMissing(place, Arrays.copyOf(path, end), permissions);
    }
    make(place, path, permissions);
  }

  private static void make(Workspace place, byte[] path, int permissions) throws IOException {
    FileAttributes seen = place.stat(path, true);
    if (seen.isDirectory()) {
      return;
    }
    try {
      place.makeDirectory(path, permissions);
    } catch (StoreException e) {
      if (e.errno() != Errno.EEXIST || !place.stat(path, true).isDirectory()) {
        throw e;
      }
    }
  }

  /** Leaves the directory, to be entered anew: something may have deleted it. */
  synchronized void leave() {
    if (tree != null) {
      left.add(tree);
      tree = null;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    for (FileTree old : left) {
      old.close();
    }
    if (tree != null) {
      tree.close();
      tree = null;
    }
  }
}
