// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.store.Acl;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;

/**
 * Writes the access control lists of one kind: in full the first time, then by number. One instance
 * per session and kind.
 */
final class AclEncoder {
  static final int HAS_USER = 0x01;
  static final int HAS_GROUP = 0x02;
  static final int HAS_MASK = 0x04;
  static final int HAS_OTHER = 0x08;
  static final int HAS_NAMES = 0x10;

  static final int NAME_FOLLOWS = 1;
  static final int IS_USER = 2;
  static final int RIGHTS_SHIFT = 2;

  private final IdAnnouncer ids;
  private final WireOutput out;
  private final SentNumbers sent = new SentNumbers();

  AclEncoder(IdAnnouncer ids, WireOutput out) {
    this.ids = ids;
    this.out = out;
  }

  /** Writes a list of the table, which is the same one each time. */
  void write(ValueTable<Acl> table, int number) throws IOException {
    out.writeVarint(sent.reference(number));
    if (sent.isNew()) {
      writeLiteral(table.get(number));
    }
  }

  private void writeLiteral(Acl acl) throws IOException {
    out.writeByte(
        flag(HAS_USER, acl.user())
            | flag(HAS_GROUP, acl.group())
            | flag(HAS_MASK, acl.mask())
            | flag(HAS_OTHER, acl.other())
            | (acl.names() > 0 ? HAS_NAMES : 0));
    writeRights(acl.user());
    writeRights(acl.group());
    writeRights(acl.mask());
    writeRights(acl.other());
    if (acl.names() > 0) {
      out.writeVarint(acl.names());
      for (int i = 0; i < acl.names(); i++) {
        writeName(acl.isUser(i), acl.id(i), acl.rights(i));
      }
    }
  }

  private static int flag(int flag, int rights) {
    return rights == Acl.ABSENT ? 0 : flag;
  }

  private void writeRights(int rights) throws IOException {
    if (rights != Acl.ABSENT) {
      out.writeVarint(rights);
    }
  }

  private void writeName(boolean isUser, int id, int rights) throws IOException {
    byte[] name = isUser ? ids.user(id) : ids.group(id);
    out.writeVarint(id);
    out.writeVarint(
        rights << RIGHTS_SHIFT | (isUser ? IS_USER : 0) | (name.length > 0 ? NAME_FOLLOWS : 0));
    if (name.length > 0) {
      IdAnnouncer.writeName(name, out);
    }
  }
}
