// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.host;

import dev.rivulet.rsync.store.Acl;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Access control lists as Linux keeps them in extended attributes: a version, then entries of a
 * tag, rights and a number (linux/posix_acl_xattr.h), little-endian on every architecture.
 */
final class PosixAclFormat {
  private static final int VERSION = 2;
  private static final int HEADER_BYTES = 4;
  private static final int ENTRY_BYTES = 8;
  private static final int NO_ID = -1;

  private static final int USER_OBJ = 0x01;
  private static final int USER = 0x02;
  private static final int GROUP_OBJ = 0x04;
  private static final int GROUP = 0x08;
  private static final int MASK = 0x10;
  private static final int OTHER = 0x20;

  private PosixAclFormat() {}

  /**
   * @throws StoreException EINVAL for what is no such list
   */
  static Acl decode(byte[] value) throws StoreException {
    ByteBuffer in = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
    boolean whole =
        value.length >= HEADER_BYTES && (value.length - HEADER_BYTES) % ENTRY_BYTES == 0;
    if (!whole || in.getInt() != VERSION) {
      throw new StoreException("get_acl", Errno.EINVAL);
    }
    Acl.Builder acl = new Acl.Builder();
    while (in.hasRemaining()) {
      int tag = in.getShort();
      int rights = in.getShort() & 7;
      int id = in.getInt();
      switch (tag) {
        case USER_OBJ -> acl.user(rights);
        case USER -> acl.name(true, id, rights);
        case GROUP_OBJ -> acl.group(rights);
        case GROUP -> acl.name(false, id, rights);
        case MASK -> acl.mask(rights);
        case OTHER -> acl.other(rights);
        default -> throw new StoreException("get_acl", Errno.EINVAL);
      }
    }
    return acl.build();
  }

  /** Absent parts are left out. */
  static byte[] encode(Acl acl) {
    ByteBuffer out =
        ByteBuffer.allocate(HEADER_BYTES + ENTRY_BYTES * (acl.names() + 4))
            .order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(VERSION);
    put(out, USER_OBJ, acl.user(), NO_ID);
    putNames(out, acl, true);
    put(out, GROUP_OBJ, acl.group(), NO_ID);
    putNames(out, acl, false);
    put(out, MASK, acl.mask(), NO_ID);
    put(out, OTHER, acl.other(), NO_ID);
    byte[] value = new byte[out.position()];
    out.get(0, value);
    return value;
  }

  private static void putNames(ByteBuffer out, Acl acl, boolean users) {
    for (int i = 0; i < acl.names(); i++) {
      if (acl.isUser(i) == users) {
        put(out, users ? USER : GROUP, acl.rights(i), acl.id(i));
      }
    }
  }

  private static void put(ByteBuffer out, int tag, int rights, int id) {
    if (rights != Acl.ABSENT) {
      out.putShort((short) tag).putShort((short) rights).putInt(id);
    }
  }
}
