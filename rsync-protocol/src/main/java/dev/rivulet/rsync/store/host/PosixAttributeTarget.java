// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.host;

import dev.rivulet.rsync.store.AttributeTarget;
import dev.rivulet.rsync.store.ExtendedAttributes;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.system.Posix;

/** One object of a {@link PosixFileTree}, named in the handle of its directory, never followed. */
final class PosixAttributeTarget implements AttributeTarget {

  private final PosixFileTree tree;
  private final TreePath path;

  PosixAttributeTarget(PosixFileTree tree, TreePath path) {
    this.tree = tree;
    this.path = path;
  }

  @Override
  public FileAttributes attributes() throws StoreException {
    return tree.stat(path);
  }

  @Override
  public void setOwner(int uid, int gid) throws StoreException {
    try (DirectoryHandle parent = tree.directoryOf(path)) {
      Posix.lchownat(parent.number(), path.leaf(), uid, gid);
    }
  }

  @Override
  public void setMode(int permissions) throws StoreException {
    try (DirectoryHandle parent = tree.directoryOf(path)) {
      Posix.lchmodat(parent.number(), path.leaf(), permissions);
    }
  }

  @Override
  public void setTimes(long mtime, int mtimeNanos, long atime, int atimeNanos)
      throws StoreException {
    try (DirectoryHandle parent = tree.directoryOf(path)) {
      Posix.lutimensat(parent.number(), path.leaf(), atime, atimeNanos, mtime, mtimeNanos);
    }
  }

  @Override
  public ExtendedAttributes extended() throws StoreException {
    return new PosixExtendedAttributes(tree.openToName(path), true);
  }
}
