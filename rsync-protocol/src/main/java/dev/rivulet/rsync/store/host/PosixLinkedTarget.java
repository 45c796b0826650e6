// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.host;

import dev.rivulet.rsync.store.AttributeTarget;
import dev.rivulet.rsync.store.ExtendedAttributes;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.system.Posix;

/** The directory that a link of a {@link PosixFileTree} leads to, wherever that is. */
final class PosixLinkedTarget implements AttributeTarget {
  private static final byte[] ITSELF = {'.'};

  private final PosixFileTree tree;
  private final TreePath link;

  PosixLinkedTarget(PosixFileTree tree, TreePath link) {
    this.tree = tree;
    this.link = link;
  }

  @Override
  public FileAttributes attributes() throws StoreException {
    return tree.statFollowing(link);
  }

  @Override
  public void setOwner(int uid, int gid) throws StoreException {
    try (DirectoryHandle directory = tree.directory(link)) {
      Posix.lchownat(directory.number(), ITSELF, uid, gid);
    }
  }

  @Override
  public void setMode(int permissions) throws StoreException {
    try (DirectoryHandle directory = tree.directory(link)) {
      Posix.lchmodat(directory.number(), ITSELF, permissions);
    }
  }

  @Override
  public void setTimes(long mtime, int mtimeNanos, long atime, int atimeNanos)
      throws StoreException {
    try (DirectoryHandle directory = tree.directory(link)) {
      Posix.lutimensat(directory.number(), ITSELF, atime, atimeNanos, mtime, mtimeNanos);
    }
  }

  @Override
  public ExtendedAttributes extended() throws StoreException {
    try (DirectoryHandle directory = tree.directory(link)) {
      int handle = Posix.openat(directory.number(), ITSELF, Posix.O_PATH, 0);
      return new PosixExtendedAttributes(handle, true);
    }
  }
}
