// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.store.Acl;
import dev.rivulet.rsync.store.FileType;
import dev.rivulet.rsync.store.TreePath;
import java.util.Arrays;

/**
 * A view of one row of a {@link FileList}; valid while the list lives.
 *
 * <p>Cheap to make; holds no data of its own.
 */
public final class FileEntry {
  private final FileList list;
  private final int row;
  private final int index;

  FileEntry(FileList list, int row, int index) {
    this.list = list;
    this.row = row;
    this.index = index;
  }

  /** The list that holds the data of this entry (of a directory: perhaps a list of it alone). */
  public FileList list() {
    return list;
  }

  /** The same entry by its other index. */
  FileEntry withIndex(int other) {
    return new FileEntry(list, row, other);
  }

  /** Position in arrival order. */
  int row() {
    return row;
  }

  /** The index by which the dialogue names this entry. */
  public int index() {
    return index;
  }

  /** The full name relative to the root of the transfer, {@code .} for the root; a fresh array. */
  public byte[] name() {
    return list.displayName(row);
  }

  /** The name as a path below the root of the transfer; a leading slash (--relative) is dropped. */
  public TreePath path() {
    byte[] name = name();
    return TreePath.of(
        name.length > 0 && name[0] == '/' ? Arrays.copyOfRange(name, 1, name.length) : name);
  }

  private EntryColumns columns() {
    return list.columns();
  }

  public int mode() {
    return columns().mode(row);
  }

  /** Length in bytes; meaningful for regular files and symbolic links. */
  public long size() {
    return columns().size(row);
  }

  public long mtime() {
    return columns().mtime(row);
  }

  public int mtimeNanos() {
    return columns().mtimeNanos(row);
  }

  public long atime() {
    return columns().atime(row);
  }

  /** Owner: on the sending side as found, on the receiving side already mapped. */
  public int uid() {
    return columns().uid(row);
  }

  /** Group: as {@link #uid}. */
  public int gid() {
    return columns().gid(row);
  }

  /** Whether the receiver cannot set this entry's group and must not report it. */
  public boolean skipsGroup() {
    return columns().has(row, EntryFlag.SKIP_GROUP);
  }

  /** What may be done beyond the permission bits; on the wire's terms, see {@link Acl#without}. */
  public Acl accessAcl() {
    return list.shared().accessAcl(columns().accessAcl(row));
  }

  /** What objects made in this directory begin with. */
  public Acl defaultAcl() {
    return list.shared().defaultAcl(columns().defaultAcl(row));
  }

  /** The extended attributes; empty where they are not transferred. */
  public XattrSet xattrs() {
    return list.shared().xattrs(columns().xattrs(row));
  }

  public int rdevMajor() {
    return (int) (columns().rdev(row) >> 32);
  }

  public int rdevMinor() {
    return (int) columns().rdev(row);
  }

  /** The target of a symbolic link, empty for others. */
  public byte[] linkTarget() {
    return columns().linkTarget(row);
  }

  /** The digest of --checksum, empty without. */
  public byte[] checksum() {
    return columns().checksum(row);
  }

  /** The number of this entry's hard-link group, or -1. Equal numbers name one inode. */
  public long hardLinkGroup() {
    return columns().hardLinkGroup(row);
  }

  /** Whether this slot is in use; duplicates keep their index and are skipped everywhere. */
  public boolean isActive() {
    return !columns().has(row, EntryFlag.INACTIVE);
  }

  /** A directory named as an argument. */
  public boolean isTop() {
    return columns().has(row, EntryFlag.TOP);
  }

  /** A directory whose contents are in the list, so that others may be deleted. */
  public boolean hasContent() {
    return columns().has(row, EntryFlag.CONTENT);
  }

  /** A parent directory listed only because of --relative. */
  public boolean isImplied() {
    return columns().has(row, EntryFlag.IMPLIED);
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
