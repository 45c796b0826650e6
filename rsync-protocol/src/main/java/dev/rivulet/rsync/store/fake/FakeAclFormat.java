// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.fake;

import dev.rivulet.rsync.store.Acl;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Access control lists as --fake-super keeps them: four numbers for the parts without a name, then
 * pairs of a number and rights, users marked by the highest bit; little-endian.
 */
final class FakeAclFormat {
  private static final byte[] ACCESS_NAME = "user.rsync.%aacl".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DEFAULT_NAME = "user.rsync.%dacl".getBytes(StandardCharsets.US_ASCII);
  private static final int ABSENT = 0x80;
  private static final int USER = 0x80000000;
  private static final int HEADER_BYTES = 16;
  private static final int NAME_BYTES = 8;

  private FakeAclFormat() {}

  /** The extended attribute that holds a list. */
  static byte[] name(Acl.Kind kind) {
    return kind == Acl.Kind.ACCESS ? ACCESS_NAME : DEFAULT_NAME;
  }

  /**
   * @throws StoreException EINVAL for what is no such list
   */
  static Acl decode(byte[] value) throws StoreException {
    if (value.length < HEADER_BYTES || (value.length - HEADER_BYTES) % NAME_BYTES != 0) {
      throw new StoreException("get_acl", Errno.EINVAL);
    }
    ByteBuffer in = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
    Acl.Builder acl =
        new Acl.Builder().user(part(in)).group(part(in)).mask(part(in)).other(part(in));
    while (in.hasRemaining()) {
      int id = in.getInt();
      int rights = in.getInt();
      acl.name((rights & USER) != 0, id, rights & 7);
    }
    return acl.build();
  }

  private static int part(ByteBuffer in) {
    int rights = in.getInt();
    return rights == ABSENT ? Acl.ABSENT : rights & 7;
  }

  static byte[] encode(Acl acl) {
    ByteBuffer out =
        ByteBuffer.allocate(HEADER_BYTES + NAME_BYTES * acl.names()).order(ByteOrder.LITTLE_ENDIAN);
    for (int rights : new int[] {acl.user(), acl.group(), acl.mask(), acl.other()}) {
      out.putInt(rights == Acl.ABSENT ? ABSENT : rights);
    }
    for (int i = 0; i < acl.names(); i++) {
      out.putInt(acl.id(i)).putInt(acl.rights(i) | (acl.isUser(i) ? USER : 0));
    }
    return out.array();
  }
}
