// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.store.FileType;
import dev.rivulet.rsync.store.TreePath;

/**
 * A view of one row of a {@link FileList}; valid while the list lives.
 *
 * <p>Cheap to make; holds no data of its own.
 */
public final class FileEntry {
  private final FileList list;
  private final int row;

  FileEntry(FileList list, int row) {
    this.list = list;
    this.row = row;
  }

  public FileList list() {
    return list;
  }

  /** Position in arrival order. */
  int row() {
    return row;
  }

  /** The index by which the dialogue names this entry. */
  public int index() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The full name relative to the root of the transfer, {@code .} for the root; a fresh array. */
  public byte[] name() {
    throw new UnsupportedOperationException("skeleton");
  }

  public TreePath path() {
    return TreePath.of(name());
  }

  public int mode() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Length in bytes; meaningful for regular files and symbolic links. */
  public long size() {
    throw new UnsupportedOperationException("skeleton");
  }

  public long mtime() {
    throw new UnsupportedOperationException("skeleton");
  }

  public int mtimeNanos() {
    throw new UnsupportedOperationException("skeleton");
  }

  public long atime() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Owner: on the sending side as found, on the receiving side already mapped. */
  public int uid() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Group: as {@link #uid}. */
  public int gid() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Whether the receiver cannot set this entry's group and must not report it. */
  public boolean skipsGroup() {
    throw new UnsupportedOperationException("skeleton");
  }

  public int rdevMajor() {
    throw new UnsupportedOperationException("skeleton");
  }

  public int rdevMinor() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The target of a symbolic link, empty for others. */
  public byte[] linkTarget() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The digest of --checksum, empty without. */
  public byte[] checksum() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The number of this entry's hard-link group, or -1. Equal numbers name one inode. */
  public long hardLinkGroup() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Whether this slot is in use; duplicates keep their index and are skipped everywhere. */
  public boolean isActive() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** A directory named as an argument. */
  public boolean isTop() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** A directory whose contents are in the list, so that others may be deleted. */
  public boolean hasContent() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** A parent directory listed only because of --relative. */
  public boolean isImplied() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** An argument that does not exist (--delete-missing-args). */
  public boolean isMissingArgument() {
    return mode() == 0;
  }

  public boolean isRegular() {
    return FileType.isRegular(mode());
  }

  public boolean isDirectory() {
    return FileType.isDirectory(mode());
  }

  public boolean isSymlink() {
    return FileType.isSymlink(mode());
  }

  public boolean isDevice() {
    return FileType.isDevice(mode());
  }

  public boolean isSpecial() {
    return FileType.isSpecial(mode());
  }
}
