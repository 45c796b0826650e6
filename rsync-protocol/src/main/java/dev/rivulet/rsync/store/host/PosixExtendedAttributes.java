// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.host;

import dev.rivulet.rsync.store.Acl;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.ExtendedAttributes;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.Posix;
import dev.rivulet.rsync.store.system.XattrCalls;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The extended attributes of the object that a handle is of. */
final class PosixExtendedAttributes implements ExtendedAttributes {

  private static final byte[] ACCESS = name("system.posix_acl_access");
  private static final byte[] DEFAULT = name("system.posix_acl_default");
  private static final int CLOSED = -1;

  private final boolean owned;
  private int handle;

  /**
   * @param handle of any kind
   * @param owned whether it is closed with this
   */
  PosixExtendedAttributes(int handle, boolean owned) {
    this.handle = handle;
    this.owned = owned;
  }

  private static byte[] name(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] name(Acl.Kind kind) {
    return kind == Acl.Kind.ACCESS ? ACCESS : DEFAULT;
  }

  @Override
  public List<byte[]> names() throws StoreException {
    List<byte[]> all;
    try {
      all = XattrCalls.list(handle);
    } catch (StoreException e) {
      if (e.errno() == Errno.EOPNOTSUPP) {
        return List.of();
      }
      throw e;
    }
    List<byte[]> names = new ArrayList<>(all.size());
    for (byte[] name : all) {
      if (!Arrays.equals(name, ACCESS) && !Arrays.equals(name, DEFAULT)) {
        names.add(name);
      }
    }
    return names;
  }

  @Override
  public byte[] get(byte[] name) throws StoreException {
    return XattrCalls.get(handle, name);
  }

  @Override
  public void set(byte[] name, byte[] value) throws StoreException {
    XattrCalls.set(handle, name, value);
  }

  @Override
  public void remove(byte[] name) throws StoreException {
    XattrCalls.remove(handle, name);
  }

  @Override
  public Acl acl(Acl.Kind kind) throws StoreException {
    long length = XattrCalls.tryGet(handle, name(kind));
    if (Posix.is(Errno.ENODATA, length) || Posix.is(Errno.EOPNOTSUPP, length)) {
      return Acl.NONE;
    }
    Posix.checked("get_acl", length);
    return PosixAclFormat.decode(XattrCalls.value(length));
  }

  @Override
  public void setAcl(Acl.Kind kind, Acl acl) throws StoreException {
    if (!acl.isNone()) {
      XattrCalls.set(handle, name(kind), PosixAclFormat.encode(acl));
      return;
    }
    try {
      XattrCalls.remove(handle, name(kind));
    } catch (StoreException e) {
      if (e.errno() != Errno.ENODATA && e.errno() != Errno.EOPNOTSUPP) {
        throw e;
      }
    }
  }

  @Override
  public void close() throws StoreException {
    if (owned && handle != CLOSED) {
      int closing = handle;
      handle = CLOSED;
      Posix.close(closing);
    }
  }
}
