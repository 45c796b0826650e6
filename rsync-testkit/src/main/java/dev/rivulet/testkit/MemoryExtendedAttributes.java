// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import dev.rivulet.rsync.store.Acl;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.ExtendedAttributes;
import dev.rivulet.rsync.store.FileType;
import dev.rivulet.rsync.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The extended attributes of one object in memory, by the rules Linux has for them. */
final class MemoryExtendedAttributes implements ExtendedAttributes {

  private static final int GROUP_BITS = 070;

  private final Object lock;
  private final MemoryNode node;

  /**
   * @param lock of the tree
   */
  MemoryExtendedAttributes(Object lock, MemoryNode node) {
    this.lock = lock;
    this.node = node;
  }

  private static String text(byte[] name) {
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  @Override
  public List<byte[]> names() {
    synchronized (lock) {
      return node.extended.keySet().stream()
          .map(name -> name.getBytes(StandardCharsets.ISO_8859_1))
          .toList();
    }
  }

  @Override
  public byte[] get(byte[] name) throws StoreException {
    synchronized (lock) {
      byte[] value = node.extended.get(text(name));
      if (value == null) {
        throw new StoreException("lgetxattr", Errno.ENODATA);
      }
      return value.clone();
    }
  }

  @Override
  public void set(byte[] name, byte[] value) throws StoreException {
    synchronized (lock) {
      boolean plain = FileType.isRegular(node.mode) || node.isDirectory();
      if (text(name).startsWith("user.") && !plain) {
        throw new StoreException("lsetxattr", Errno.EPERM);
      }
      if (!text(name).matches("(user|trusted|security)\\..+")) {
        throw new StoreException("lsetxattr", Errno.EOPNOTSUPP);
      }
      node.extended.put(text(name), value.clone());
    }
  }

  @Override
  public void remove(byte[] name) throws StoreException {
    synchronized (lock) {
      if (node.extended.remove(text(name)) == null) {
        throw new StoreException("lremovexattr", Errno.ENODATA);
      }
    }
  }

  @Override
  public Acl acl(Acl.Kind kind) {
    synchronized (lock) {
      if (kind == Acl.Kind.DEFAULT) {
        return node.defaultAcl;
      }
      return node.accessAcl.isNone() ? Acl.NONE : node.accessAcl.completed(node.mode);
    }
  }

  @Override
  public void setAcl(Acl.Kind kind, Acl acl) throws StoreException {
    synchronized (lock) {
      if (node.isSymlink()) {
        throw new StoreException("set_acl", Errno.EOPNOTSUPP);
      }
      if (kind == Acl.Kind.ACCESS) {
        setAccess(acl);
      } else if (node.isDirectory() || acl.isNone()) {
        node.defaultAcl = acl;
      } else {
        throw new StoreException("set_acl", Errno.EACCES);
      }
    }
  }

  /** The permission bits and the list show each other; a list of nothing else is not kept. */
  private void setAccess(Acl acl) {
    boolean extended = acl.mask() != Acl.ABSENT || acl.names() > 0;
    node.accessAcl = extended ? acl : Acl.NONE;
    if (!acl.isNone()) {
      int middle = acl.mask() == Acl.ABSENT ? acl.group() : acl.mask();
      int bits = acl.user() << 6 | middle << 3 & GROUP_BITS | acl.other();
      node.mode = node.mode & ~0777 | bits;
    }
  }

  @Override
  public void close() {}
}
