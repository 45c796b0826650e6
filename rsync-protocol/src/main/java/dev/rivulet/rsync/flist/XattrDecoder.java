// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads sets of extended attributes into a table; the counterpart of {@link XattrEncoder}.
 * Attributes that are not kept here leave a gap in the numbers of the others.
 */
final class XattrDecoder {
  private final ValueTable<XattrSet> table;
  private final XattrRules rules;
  private final WireInput in;

  XattrDecoder(ValueTable<XattrSet> table, XattrRules rules, WireInput in) {
    this.table = table;
    this.rules = rules;
    this.in = in;
  }

  /** Reads the set of an entry and returns its number; {@code entry} is its name, for messages. */
  int read(byte[] entry) throws IOException {
    int reference = in.readVarint();
    if (reference < 0 || reference > table.size()) {
      throw ProtocolException.stream(
          "receive_xattr: xa index %d out of range for %s"
              .formatted(reference, TreePath.escape(entry)));
    }
    return reference > 0 ? reference - 1 : table.add(readLiteral());
  }

  private XattrSet readLiteral() throws IOException {
    int count = in.readVarint();
    if (count < 0 || count > WireLimits.MAX_XATTRS) {
      throw new ProtocolException("wire value xattr count out of range: " + count);
    }
    List<Xattr> kept = new ArrayList<>();
    long total = 0;
    for (int number = 1; number <= count; number++) {
      int nameLength = readNameLength();
      int length = readLength();
      total += nameLength + length;
      if (total > WireLimits.MAX_XATTR_TOTAL) {
        throw new ProtocolException("xattr list exceeds per-file limit");
      }
      byte[] name = readName(nameLength);
      byte[] content = in.readBytes(contentBytes(length));
      if (rules.keeps(name)) {
        kept.add(attribute(rules.stored(name), number, length, content));
      }
    }
    return kept.isEmpty() ? XattrSet.NONE : new XattrSet(kept);
  }

  private int readNameLength() throws IOException {
    int length = in.readVarint();
    if (length < 1 || length > WireLimits.MAX_XATTR_NAME) {
      throw new ProtocolException("wire size xattr name_len out of range: " + length);
    }
    return length;
  }

  private int readLength() throws IOException {
    int length = in.readVarint();
    if (length < 0) {
      throw new ProtocolException("wire size xattr datum_len out of range: " + length);
    }
    if (length > WireLimits.MAX_XATTR_VALUE) {
      throw new ProtocolException("xattr datum_len exceeds per-value limit");
    }
    return length;
  }

  private byte[] readName(int length) throws IOException {
    byte[] name = in.readBytes(length);
    if (name[length - 1] != 0) {
      throw new ProtocolException(
          ExitCode.FILE_IO, "Invalid xattr name received (missing trailing \\0).");
    }
    int end = 0;
    while (name[end] != 0) {
      end++;
    }
    return Arrays.copyOf(name, end);
  }

  private static int contentBytes(int length) {
    return length > Xattr.MAX_IMMEDIATE ? Xattr.DIGEST_BYTES : length;
  }

  private static Xattr attribute(byte[] name, int number, int length, byte[] content) {
    return length > Xattr.MAX_IMMEDIATE
        ? Xattr.withDigest(name, number, length, content)
        : Xattr.withValue(name, number, content);
  }
}
