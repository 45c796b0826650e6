// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * The extended attributes (xattr(7)) and the access control lists of one object, held so that no
 * rename can redirect it; symbolic links are never followed. Owned by one thread, to be closed.
 *
 * <p>Names have their namespace in front ({@code user.}, {@code trusted.} ...) and are bytes
 * without NUL. Methods throw {@link StoreException} with the system's error number.
 */
public interface ExtendedAttributes extends Closeable {

  /**
   * The names there are, but for those of the access control lists; empty where there can be none.
   */
  List<byte[]> names() throws IOException;

  /** The value of an attribute; fails with ENODATA if there is none of this name. */
  byte[] get(byte[] name) throws IOException;

  /** Makes or replaces an attribute. */
  void set(byte[] name, byte[] value) throws IOException;

  /** Removes an attribute; fails with ENODATA if there is none of this name. */
  void remove(byte[] name) throws IOException;

  /** A list of the object; {@link Acl#NONE} if it has none or its file system knows none. */
  Acl acl(Acl.Kind kind) throws IOException;

  /**
   * Sets a list of the object, all of whose parts are given, or with {@link Acl#NONE} removes it.
   */
  void setAcl(Acl.Kind kind, Acl acl) throws IOException;

  @Override
  void close() throws IOException;
}
