// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.sender;

import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.engine.dialogue.ItemRecord;
import dev.rivulet.rsync.engine.dialogue.PeerOutput;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.FileListWalker;
import dev.rivulet.rsync.flist.SourceLocation;
import dev.rivulet.rsync.flist.Xattr;
import dev.rivulet.rsync.flist.XattrSet;
import dev.rivulet.rsync.store.ExtendedAttributes;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.wire.WireInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers requests for long values of extended attributes. What was asked for comes with an item
 * and is answered with its echo. Owned by the sender's thread.
 */
final class XattrAnswers {
  private static final byte[] UNREADABLE = {};

  private final Transfer transfer;
  private final FileListWalker walker;
  private final WireInput in;
  private final PeerOutput out;

  XattrAnswers(Transfer transfer, FileListWalker walker, WireInput in, PeerOutput out) {
    this.transfer = transfer;
    this.walker = walker;
    this.in = in;
    this.out = out;
  }

  /** Reads which attributes are wanted with an item. */
  List<Xattr> readRequest(FileEntry entry, ItemRecord item) throws IOException {
    if (!item.carriesXattrs(transfer)) {
      return List.of();
    }
    XattrSet set = entry.xattrs();
    List<Xattr> wanted = new ArrayList<>();
    int number = 0;
    for (int step = in.readVarint(); step != 0; step = in.readVarint()) {
      number += step;
      if (step < 0 || number < 1 || number > set.size()) {
        throw new ProtocolException(
            "could not find xattr #" + number + " for " + TreePath.escape(entry.name()));
      }
      wanted.add(set.get(number - 1));
    }
    return wanted;
  }

  /** Writes the values, as they are now, behind the echo of an item. */
  void write(FileEntry entry, ItemRecord item, List<Xattr> wanted) throws IOException {
    if (!item.carriesXattrs(transfer)) {
      return;
    }
    int last = 0;
    for (Xattr attribute : wanted) {
      byte[] value = read(entry, attribute);
      out.data().writeVarint(attribute.number() - last);
      out.data().writeVarint(value.length);
      out.data().writeBytes(value);
      last = attribute.number();
    }
    out.data().writeVarint(0);
  }

  private byte[] read(FileEntry entry, Xattr attribute) throws IOException {
    try {
      SourceLocation place = walker.locate(entry);
      try (ExtendedAttributes found = place.tree().attributes(place.path()).extended()) {
        return found.get(attribute.name());
      }
    } catch (StoreException e) {
      return UNREADABLE;
    }
  }
}
