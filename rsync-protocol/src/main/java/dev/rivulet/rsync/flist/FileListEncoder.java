// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import static dev.rivulet.rsync.wire.TransmitFlags.EXTENDED_FLAGS;
import static dev.rivulet.rsync.wire.TransmitFlags.IO_ERROR_ENDLIST;

import dev.rivulet.rsync.store.IdMapper;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;
import java.util.function.IntFunction;

/**
 * Writes file lists, entries in arrival order. Holds the state that runs from entry to entry and
 * from list to list; one instance per session.
 */
public final class FileListEncoder {
  private static final byte[] NO_NAME = {};

  private final ListFormat format;
  private final IdMapper ids;
  private final boolean namesWithheld;
  private final WireOutput out;
  private final IdAnnouncer announced;
  private final EntryWriter entries;

  public FileListEncoder(ListFormat format, IdMapper ids, WireOutput out) {
    this(format, ids, false, out);
  }

  /**
   * @param namesWithheld whether no name is given away although the client expects some (the
   *     daemon's {@code numeric ids}): id lists are then present but empty
   */
  public FileListEncoder(ListFormat format, IdMapper ids, boolean namesWithheld, WireOutput out) {
    this.format = format;
    this.ids = ids;
    this.namesWithheld = namesWithheld;
    this.out = out;
    boolean namesInline =
        format.session().incrementalRecursion() && !format.numericIds() && !namesWithheld;
    this.announced = new IdAnnouncer(ids, namesInline);
    this.entries = new EntryWriter(format, announced, out);
  }

  /**
   * Writes a list with its end marker; without incremental recursion also the id lists and, below
   * protocol 30, the I/O error value. (The header of an incremental list is an index and is written
   * by the caller, as is the message that reports I/O errors at protocol 30 without safe lists.)
   *
   * @param ioError the I/O error bits to report with this list, 0 for none
   */
  public void write(FileList list, int ioError) throws IOException {
    for (int row = 0; row < list.size(); row++) {
      entries.write(list, row);
    }
    int reported = format.ignoreErrors() ? 0 : ioError & IoError.MASK;
    writeEnd(reported);
    if (!format.session().incrementalRecursion() && !format.numericIds()) {
      writeIdLists();
    }
    if (format.session().protocol() < 30) {
      out.writeInt(reported);
    }
  }

  private void writeEnd(int ioError) throws IOException {
    if (format.session().varintListFlags()) {
      out.writeVarint(0);
      out.writeVarint(ioError);
    } else if (format.session().safeFileList() && ioError != 0) {
      out.writeShort(EXTENDED_FLAGS | IO_ERROR_ENDLIST);
      out.writeVarint(ioError);
    } else {
      out.writeByte(0);
    }
  }

  private void writeIdLists() throws IOException {
    if (format.owner() || format.acls()) {
      writeIdList(announced.users(), ids::userName);
    }
    if (format.group() || format.acls()) {
      writeIdList(announced.groups(), ids::groupName);
    }
  }

  private void writeIdList(SentIds sent, IntFunction<byte[]> nameOf) throws IOException {
    int protocol = format.session().protocol();
    for (int i = sent.count() - 1; i >= 0; i--) {
      int id = sent.get(i);
      byte[] name = id == 0 || namesWithheld ? NO_NAME : nameOf.apply(id);
      if (name.length > 0) {
        out.writeVarint30(protocol, id);
        IdAnnouncer.writeName(name, out);
      }
    }
    out.writeVarint30(protocol, 0);
    if (format.session().idZeroNames()) {
      IdAnnouncer.writeName(nameOf.apply(0), out);
    }
  }
}
