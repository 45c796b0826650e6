// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.wire.WireInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/** File lists of every protocol, as functions of arbitrary bytes. */
public final class ListFuzzTargets {
  private static final int MODERN = Formats.SAFE | Formats.VARINT_FLAGS | Formats.ID0;

  private static final List<ListFormat> FORMATS =
      List.of(
          Formats.archive(27, 0),
          Formats.archive(28, 0),
          Formats.builder(29, 0).checksum(16).build(),
          Formats.archive(30, Formats.SAFE),
          Formats.archive(30, 0),
          Formats.builder(31, Formats.SAFE).atimes().relative().build(),
          Formats.builder(32, MODERN).checksum(8).build(),
          Formats.builder(32, MODERN).relative().deleteMissing().numericIds().build(),
          Formats.builder(32, MODERN).acls().xattrs().build());

  private static final ListFormat INCREMENTAL = Formats.builder(32, MODERN | Formats.INC).build();

  private ListFuzzTargets() {}

  /** One list; the first byte chooses its format. */
  public static void list(byte[] bytes) throws IOException {
    WireInput in = new WireInput(new ByteArrayInputStream(bytes));
    use(decoder(FORMATS.get((in.readByte() & 0xff) % FORMATS.size()), in).readFirst());
  }

  /** The lists of incremental recursion, each behind a byte that says of which directory. */
  public static void incremental(byte[] bytes) throws IOException {
    WireInput in = new WireInput(new ByteArrayInputStream(bytes));
    FileListDecoder decoder = decoder(INCREMENTAL, in);
    use(decoder.readFirst());
    for (int number = in.readByteOrEnd(); number >= 0; number = in.readByteOrEnd()) {
      use(decoder.readSegment(number));
    }
  }

  private static FileListDecoder decoder(ListFormat format, WireInput in) {
    return new FileListDecoder(format, new OwnerMapping(FakeIds.debian(), false), in);
  }

  /** Everything a session may ask of a list. */
  private static void use(FileList list) {
    for (int i = 0; i < list.size(); i++) {
      FileEntry entry = list.entry(i);
      int found = list.find(entry.name());
      if (found >= list.size() || entry.isActive() && found < 0) {
        throw new AssertionError("entry " + i + " found at " + found);
      }
      if (entry.isActive() && entry.path().bytes().length == 0 && !entry.path().isRoot()) {
        throw new AssertionError("entry " + i + " without a path");
      }
    }
  }
}
