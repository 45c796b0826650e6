// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.store.Acl;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireLimits;
import java.io.IOException;

/**
 * Reads the access control lists of one kind into a table; the counterpart of {@link AclEncoder}.
 */
final class AclDecoder {
  private static final byte[] NO_NAME = {};
  private static final int ALL_RIGHTS = 7;

  private final Acl.Kind kind;
  private final ValueTable<Acl> table;
  private final OwnerMapping owners;
  private final boolean mapsAtOnce;
  private final WireInput in;

  /**
   * @param mapsAtOnce whether names come with the lists and not behind them
   */
  AclDecoder(
      Acl.Kind kind, ValueTable<Acl> table, OwnerMapping owners, boolean mapsAtOnce, WireInput in) {
    this.kind = kind;
    this.table = table;
    this.owners = owners;
    this.mapsAtOnce = mapsAtOnce;
    this.in = in;
  }

  /**
   * Reads the list of an entry and returns its number.
   *
   * @param mode of the entry, from which a mask follows that was not sent
   */
  int read(int mode) throws IOException {
    int reference = in.readVarint();
    if (reference < 0 || reference > table.size()) {
      throw ProtocolException.stream(
          "recv_acl_index: ACL_TYPE_%s ACL index %d > %d".formatted(kind, reference, table.size()));
    }
    return reference > 0 ? reference - 1 : table.add(readLiteral(mode));
  }

  private Acl readLiteral(int mode) throws IOException {
    int flags = in.readByte();
    Acl.Builder parts = new Acl.Builder();
    parts.user(readRights(flags, AclEncoder.HAS_USER));
    parts.group(readRights(flags, AclEncoder.HAS_GROUP));
    parts.mask(readRights(flags, AclEncoder.HAS_MASK));
    parts.other(readRights(flags, AclEncoder.HAS_OTHER));
    if ((flags & AclEncoder.HAS_NAMES) != 0) {
      readNames(parts);
    }
    Acl acl = parts.build();
    return acl.withMask(kind == Acl.Kind.ACCESS ? mode >> 3 & ALL_RIGHTS : acl.union());
  }

  private int readRights(int flags, int flag) throws IOException {
    return (flags & flag) == 0 ? Acl.ABSENT : checked(in.readVarint());
  }

  private static int checked(int rights) throws ProtocolException {
    if (rights < 0 || rights > ALL_RIGHTS) {
      throw ProtocolException.stream("recv_acl_access: value out of range: %x".formatted(rights));
    }
    return rights;
  }

  private void readNames(Acl.Builder parts) throws IOException {
    int count = in.readVarint();
    if (count < 0 || count > WireLimits.MAX_ACL_ENTRIES) {
      throw new ProtocolException("wire value ACL count out of range: " + count);
    }
    for (int i = 0; i < count; i++) {
      int id = in.readVarint();
      int bits = in.readVarint();
      boolean isUser = (bits & AclEncoder.IS_USER) != 0;
      boolean named = (bits & AclEncoder.NAME_FOLLOWS) != 0;
      byte[] name = named ? in.readBytes(in.readByte()) : NO_NAME;
      int local = mapsAtOnce ? map(isUser, id, name) : id;
      parts.name(isUser, local, checked(bits >>> AclEncoder.RIGHTS_SHIFT));
    }
  }

  private int map(boolean isUser, int id, byte[] name) {
    return isUser ? owners.aclUserAtOnce(id, name) : owners.aclGroupAtOnce(id, name);
  }

  /** The names of all ids are known now: lists get the numbers of this place. */
  void mapAll() {
    table.replaceAll(
        acl -> acl.map(id -> owners.aclUser(id, NO_NAME), id -> owners.gid(id, NO_NAME)));
  }
}
