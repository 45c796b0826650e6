// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import java.io.IOException;

/**
 * One object whose attributes can be set, held so that no rename of a parent can redirect it.
 *
 * <p>Symbolic links are never followed.
 */
public interface AttributeTarget {

  /** A fresh look at the object. */
  FileAttributes attributes() throws IOException;

  /** Changes owner and group; -1 leaves one as it is. */
  void setOwner(int uid, int gid) throws IOException;

  /** Sets the permission, set-id and sticky bits; not for symbolic links. */
  void setMode(int permissions) throws IOException;

  /**
   * Keeps what the object looks like the way this place keeps it, if it came there otherwise.
   *
   * @param permissions of a symbolic link that is only pretended
   */
  default void canonicalize(int permissions) throws IOException {}

  /** Sets both times in one call. */
  void setTimes(long mtime, int mtimeNanos, long atime, int atimeNanos) throws IOException;

  /**
   * The extended attributes and access control lists, to be closed by the caller; fails with
   * EOPNOTSUPP in a tree without {@link FileTree.Feature#EXTENDED_ATTRIBUTES}.
   */
  default ExtendedAttributes extended() throws IOException {
    throw new StoreException("xattr", Errno.EOPNOTSUPP);
  }
}
