// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.generator;

import dev.rivulet.rsync.engine.dialogue.ItemRecord;
import dev.rivulet.rsync.engine.dialogue.PeerOutput;
import dev.rivulet.rsync.engine.place.Destination;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.Xattr;
import dev.rivulet.rsync.store.ExtendedAttributes;
import dev.rivulet.rsync.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Asks the sender for long values of extended attributes, as far as neither the destination has
 * them nor another entry with the same set has asked. Owned by the generator's thread.
 */
public final class XattrRequests {
  private static final Comparator<Xattr> BY_NUMBER = Comparator.comparingInt(Xattr::number);

  private final Transfer transfer;
  private final Destination destination;
  private final PeerOutput out;

  public XattrRequests(Transfer transfer, Destination destination, PeerOutput out) {
    this.transfer = transfer;
    this.destination = destination;
    this.out = out;
  }

  /** Writes what follows a record that says that attributes differ; behind others nothing does. */
  void follow(FileEntry entry, ItemRecord item) throws IOException {
    if (!item.carriesXattrs(transfer)) {
      return;
    }
    int last = 0;
    for (Xattr attribute : missing(entry)) {
      out.data().writeVarint(attribute.number() - last);
      last = attribute.number();
    }
    out.data().writeVarint(0);
  }

  private List<Xattr> missing(FileEntry entry) throws IOException {
    List<Xattr> missing = new ArrayList<>();
    for (Xattr attribute : entry.xattrs()) {
      if (!attribute.hasValue() && !isPresent(entry, attribute) && attribute.claim()) {
        missing.add(attribute);
      }
    }
    missing.sort(BY_NUMBER);
    return missing;
  }

  private boolean isPresent(FileEntry entry, Xattr attribute) throws IOException {
    try (ExtendedAttributes object =
        destination.tree().attributes(destination.path(entry)).extended()) {
      return attribute.matches(object.get(attribute.name()));
    } catch (StoreException e) {
      return false;
    }
  }
}
