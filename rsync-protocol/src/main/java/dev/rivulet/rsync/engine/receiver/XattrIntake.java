// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.receiver;

import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.engine.dialogue.ItemRecord;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.Xattr;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireLimits;
import java.io.IOException;

/**
 * Takes the long values of extended attributes that come with the echo of an item, for all entries
 * that share the set. Owned by the receiver's thread.
 */
final class XattrIntake {
  private final Transfer transfer;
  private final WireInput in;
  private final boolean unasked;

  /**
   * @param unasked whether values may come that nobody has asked for
   */
  XattrIntake(Transfer transfer, WireInput in, boolean unasked) {
    this.transfer = transfer;
    this.in = in;
    this.unasked = unasked;
  }

  /** Reads what follows an item. */
  void read(FileEntry entry, ItemRecord item) throws IOException {
    if (!item.carriesXattrs(transfer)) {
      return;
    }
    int number = 0;
    for (int step = in.readVarint(); step != 0; step = in.readVarint()) {
      number += step;
      Xattr attribute = find(entry, number);
      int length = in.readVarint();
      if (length < 0 || length > WireLimits.MAX_XATTR_VALUE) {
        throw new ProtocolException("xattr datum_len exceeds per-value limit");
      }
      attribute.setValue(in.readBytes(length));
    }
  }

  /** Only what was asked for may come from a peer that hears what it is asked. */
  private Xattr find(FileEntry entry, int number) throws ProtocolException {
    for (Xattr attribute : entry.xattrs()) {
      if (attribute.number() == number) {
        if (!unasked && !attribute.isClaimed()) {
          throw new ProtocolException("internal abbrev error on " + attribute);
        }
        return attribute;
      }
    }
    throw new ProtocolException(
        "could not find xattr #" + number + " for " + TreePath.escape(entry.name()));
  }
}
