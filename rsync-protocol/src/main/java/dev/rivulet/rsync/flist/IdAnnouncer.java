// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.store.IdMapper;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;

/**
 * The users and groups a sender has put on the wire, and which of their names go along: with
 * incremental recursion each at its first appearance, else none, as lists of them follow.
 */
final class IdAnnouncer {
  private static final byte[] NO_NAME = {};
  private static final int MAX_BYTE = 255;

  private final IdMapper ids;
  private final boolean namesInline;
  private final SentIds users = new SentIds();
  private final SentIds groups = new SentIds();

  IdAnnouncer(IdMapper ids, boolean namesInline) {
    this.ids = ids;
    this.namesInline = namesInline;
  }

  /** Takes note of a user; the name that goes along, empty for none. */
  byte[] user(int uid) {
    return users.add(uid) && namesInline ? ids.userName(uid) : NO_NAME;
  }

  /** As {@link #user} for a group. */
  byte[] group(int gid) {
    return groups.add(gid) && namesInline ? ids.groupName(gid) : NO_NAME;
  }

  /** Writes a name with its length in one byte. */
  static void writeName(byte[] name, WireOutput out) throws IOException {
    int length = Math.min(MAX_BYTE, name.length);
    out.writeByte(length);
    out.writeBytes(name, 0, length);
  }

  SentIds users() {
    return users;
  }

  SentIds groups() {
    return groups;
  }
}
