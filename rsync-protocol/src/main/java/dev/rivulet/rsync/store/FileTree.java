// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A rooted, confined view of files. Paths are relative to the root, parents are never reached
 * through a symbolic link that leads out of the tree, and the last component is never followed
 * unless a method says so.
 *
 * <p>Every method throws {@link StoreException} with the system's error number when the operation
 * fails. Safe for use by several threads.
 */
public interface FileTree extends Closeable {

  /** What this tree can represent. */
  public enum Feature {
    OWNERSHIP,
    PERMISSIONS,
    SYMLINKS,
    SYMLINK_TIMES,
    HARD_LINKS,
    DEVICES,
    SPECIALS,
    NANOSECOND_TIMES,
    /** Extended attributes and access control lists. */
    EXTENDED_ATTRIBUTES,
    /** Names and link targets are any bytes; without it they must be text. */
    BYTE_NAMES
  }

  Set<Feature> features();

  /** The tree that has the files, where this one only changes how it looks; else this one. */
  default FileTree undecorated() {
    return this;
  }

  /** Looks at the object itself (lstat). */
  FileAttributes stat(TreePath path) throws IOException;

  /** As {@link #stat}, but {@link FileAttributes#MISSING} instead of a "no such file" failure. */
  FileAttributes statOrMissing(TreePath path) throws IOException;

  /** Looks through symbolic links at what they lead to, inside the tree. */
  FileAttributes statFollowing(TreePath path) throws IOException;

  /** Visits every entry of a directory with its attributes. */
  void scan(TreePath directory, EntryVisitor visitor) throws IOException;

  /** The names in a directory, in the system's order. */
  List<byte[]> names(TreePath directory) throws IOException;

  /**
   * The names of the directories in a directory, in the system's order; cheaper than {@link #scan}
   * where the system tells what a name stands for.
   */
  default List<byte[]> subdirectories(TreePath directory) throws IOException {
    List<byte[]> names = new ArrayList<>();
    scan(
        directory,
        new EntryVisitor() {
          @Override
          public void entry(byte[] name, FileAttributes attributes) {
            if (attributes.isDirectory()) {
              names.add(name);
            }
          }

          @Override
          public void failed(byte[] name, StoreException reason) {
            // It has vanished, or nothing can be said of it.
          }
        });
    return names;
  }

  /** Opens a regular file for reading; fails with ELOOP on a symbolic link. */
  SourceFile open(TreePath path) throws IOException;

  /**
   * Starts a new file aside, in the directory of {@code target}, named {@code .NAME.XXXXXX}.
   *
   * @param permissions of the temporary file while it is written
   */
  StagedFile stage(TreePath target, int permissions) throws IOException;

  /**
   * As {@link #stage}, where all is temporary: the name, {@code NAME.XXXXXX}, is not hidden. The
   * file is to be moved away when it is complete.
   */
  StagedFile stageOpenly(TreePath target, int permissions) throws IOException;

  /** Opens {@code target} for writing in place, creating it if it is missing. */
  StagedFile openInPlace(TreePath target, int permissions) throws IOException;

  /**
   * What was seen at a path, as it is to those who open it: a regular file with a size if it is a
   * device that may be opened.
   */
  default FileAttributes asOpened(TreePath path, FileAttributes seen) throws IOException {
    return seen;
  }

  /** Holds one object to set its attributes. */
  AttributeTarget attributes(TreePath path);

  /**
   * Whether a link that leads out of this tree leads to a directory; true where that cannot be
   * told.
   */
  default boolean leadsToDirectory(TreePath link) throws IOException {
    return true;
  }

  /** Holds the directory that a link leads to, in a tree whose links may lead anywhere. */
  default AttributeTarget attributesBehind(TreePath link) {
    return attributes(link);
  }

  void makeDirectory(TreePath path, int permissions) throws IOException;

  void makeSymlink(TreePath path, byte[] target) throws IOException;

  /** Makes a device, fifo or socket; {@code mode} has the type and the permissions. */
  void makeNode(TreePath path, int mode, int rdevMajor, int rdevMinor) throws IOException;

  /** Gives {@code existing} a second name; fails if the new name is taken. */
  void link(TreePath existing, TreePath newName) throws IOException;

  /**
   * As {@link #link(TreePath, TreePath)}, into another tree; fails with EXDEV if that is on another
   * file system or not of the same kind.
   */
  default void link(TreePath existing, FileTree tree, TreePath newName) throws IOException {
    if (tree.undecorated() != undecorated()) {
      throw new StoreException("link", Errno.EXDEV);
    }
    link(existing, newName);
  }

  /** Renames, replacing what is at the new name. */
  void rename(TreePath from, TreePath to) throws IOException;

  /**
   * As {@link #rename(TreePath, TreePath)}, into another tree; fails with EXDEV if that is on
   * another file system or not of the same kind.
   */
  default void rename(TreePath from, FileTree tree, TreePath to) throws IOException {
    if (tree.undecorated() != undecorated()) {
      throw new StoreException("rename", Errno.EXDEV);
    }
    rename(from, to);
  }

  void unlink(TreePath path) throws IOException;

  void removeDirectory(TreePath path) throws IOException;

  byte[] readLink(TreePath path) throws IOException;

  /** Whether a symbolic link is as {@link #makeSymlink} would make it. */
  default boolean hasLinkTo(TreePath path, byte[] target) throws IOException {
    return Arrays.equals(readLink(path), target);
  }

  /** A name for a temporary object beside {@code path}, not in use at the moment of the call. */
  TreePath temporaryName(TreePath path) throws IOException;

  @Override
  void close() throws IOException;
}
