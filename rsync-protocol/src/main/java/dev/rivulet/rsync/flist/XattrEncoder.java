// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;

/**
 * Writes sets of extended attributes: in full the first time, long values as digests, then by
 * number. One instance per session.
 */
final class XattrEncoder {
  private final WireOutput out;
  private final SentNumbers sent = new SentNumbers();

  XattrEncoder(WireOutput out) {
    this.out = out;
  }

  /** Writes a set of the table, which is the same one each time. */
  void write(ValueTable<XattrSet> table, int number) throws IOException {
    out.writeVarint(sent.reference(number));
    if (sent.isNew()) {
      writeLiteral(table.get(number));
    }
  }

  private void writeLiteral(XattrSet set) throws IOException {
    out.writeVarint(set.size());
    for (Xattr attribute : set) {
      out.writeVarint(attribute.name().length + 1);
      out.writeVarint(attribute.length());
      out.writeBytes(attribute.name());
      out.writeByte(0);
      out.writeBytes(attribute.isImmediate() ? attribute.value() : attribute.digest());
    }
  }
}
