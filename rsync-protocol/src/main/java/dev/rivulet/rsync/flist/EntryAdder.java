// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileType;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;

/** Adds what was found to a list, with its link text and digest; what fails is reported. */
final class EntryAdder {
  private final ListFormat format;
  private final EntryMaker maker;
  private final SourceAttributes sharedAttributes;
  private final ArgumentLookup lookup;
  private final WalkMessages messages;
  private final EntryDraft draft = new EntryDraft();

  EntryAdder(
      ListFormat format,
      EntryMaker maker,
      SourceAttributes attributes,
      ArgumentLookup lookup,
      WalkMessages messages) {
    this.format = format;
    this.maker = maker;
    this.sharedAttributes = attributes;
    this.lookup = lookup;
    this.messages = messages;
  }

  /**
   * Adds an entry whose name is the first {@code length} bytes of {@code name}.
   *
   * @param rules what it was judged by, see {@link WalkObserver#making}
   */
  void add(
      PendingList list,
      WalkOrigin origin,
      byte[] name,
      int length,
      FileAttributes attributes,
      int flags,
      int rules)
      throws IOException {
    messages.making(name, length, rules);
    draft.clear();
    draft.name = name;
    draft.nameLength = length;
    draft.origin = origin.number();
    draft.flags = flags;
    maker.fill(draft, attributes);
    if (format.names().isOn() && !canBeNamed()) {
      return;
    }
    if (format.links() && FileType.isSymlink(draft.mode) && !readLink(origin)) {
      return;
    }
    if (maker.wantsDigests() && FileType.isRegular(draft.mode)) {
      draft.checksum = maker.digest(origin, origin.path(draft.nameBytes()), attributes.size());
    }
    if (format.hasSharedAttributes() && !addShared(origin)) {
      return;
    }
    maker.link(draft, attributes, list.builder().firstIndex() + list.builder().size());
    list.builder().add(draft);
  }

  /** Whether the other end can be told of the name. */
  private boolean canBeNamed() {
    byte[] name = draft.nameBytes();
    try {
      format.names().toWire(name);
      return true;
    } catch (StoreException e) {
      messages.nameUntranslatable(name, e.errno());
      return false;
    }
  }

  /** Whether the other end can be told what the link leads to. */
  private boolean canLinkBeTold(WalkOrigin origin, TreePath path) {
    try {
      format.names().toWire(draft.linkTarget);
      return true;
    } catch (StoreException e) {
      messages.linkUntranslatable(draft.nameBytes(), lookup.fullName(origin, path), e.errno());
      return false;
    }
  }

  private boolean addShared(WalkOrigin origin) throws IOException {
    TreePath path = origin.path(draft.nameBytes());
    return sharedAttributes.fill(draft, origin, path, lookup.fullName(origin, path));
  }

  private boolean readLink(WalkOrigin origin) throws IOException {
    byte[] name = draft.nameBytes();
    TreePath path = origin.path(name);
    try {
      draft.linkTarget = maker.linkTarget(origin, path);
    } catch (StoreException e) {
      if (e.isMissing()) {
        messages.fileVanished(name, lookup.fullName(origin, path));
      } else {
        messages.linkFailed(name, lookup.fullName(origin, path), e.errno());
      }
      return false;
    }
    if (draft.linkTarget.length == 0) {
      messages.linkIsEmpty(name, lookup.fullName(origin, path));
      return false;
    }
    return !format.translatesLinks() || canLinkBeTold(origin, path);
  }
}
