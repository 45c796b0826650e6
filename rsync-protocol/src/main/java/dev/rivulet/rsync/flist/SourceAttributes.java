// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.store.Acl;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.ExtendedAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.FileType;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Looks up the access control lists and extended attributes of source files where they travel, and
 * keeps each list and set once for the session. Owned by the sender's thread.
 */
final class SourceAttributes {
  private final ListFormat format;
  private final XattrRules rules;
  private final SourceFollower follower;
  private final WalkMessages messages;
  private final SharedAttributes shared = new SharedAttributes();

  SourceAttributes(
      ListFormat format, XattrRules rules, SourceFollower follower, WalkMessages messages) {
    this.format = format;
    this.rules = rules;
    this.follower = follower;
    this.messages = messages;
  }

  /** What the numbers in the entries mean. */
  SharedAttributes shared() {
    return shared;
  }

  /**
   * Gives an entry the numbers of what its file has.
   *
   * @param path of the file below its origin
   * @param shown its name for messages
   * @return whether the entry can be sent; if not, it was said why
   */
  boolean fill(EntryDraft draft, WalkOrigin origin, TreePath path, byte[] shown)
      throws IOException {
    if (draft.mode == 0) {
      number(draft, Acl.NONE, Acl.NONE, XattrSet.NONE);
      return true;
    }
    requireSupport(origin.tree());
    try {
      return fillFrom(draft, origin, path, shown);
    } catch (StoreException e) {
      if (e.isMissing()) {
        messages.fileVanished(draft.nameBytes(), shown);
      } else {
        messages.callFailed(e.operation(), draft.nameBytes(), shown, e.errno());
      }
      return false;
    }
  }

  private void requireSupport(FileTree tree) throws RsyncException {
    if (!tree.features().contains(FileTree.Feature.EXTENDED_ATTRIBUTES)) {
      String what = format.acls() ? "ACLs" : "extended attributes";
      throw new RsyncException(
          ExitCode.UNSUPPORTED, what + " are not supported by the source's file system");
    }
  }

  private boolean fillFrom(EntryDraft draft, WalkOrigin origin, TreePath path, byte[] shown)
      throws IOException {
    boolean directory = FileType.isDirectory(draft.mode);
    boolean implied = (draft.flags & EntryFlag.IMPLIED) != 0;
    if (directory && (implied || follower.followsAny())) {
      try (FileTree tree = follower.open(origin, path);
          ExtendedAttributes found = tree.attributes(TreePath.ROOT).extended()) {
        return fillFrom(draft, found, shown);
      }
    }
    boolean mayBeLink = follower.followsAny() && !FileType.isSymlink(draft.mode);
    SourceLocation place =
        mayBeLink
            ? follower.locate(origin, path, shown)
            : new SourceLocation(origin.tree(), path, shown);
    try (ExtendedAttributes found = place.tree().attributes(place.path()).extended()) {
      return fillFrom(draft, found, shown);
    }
  }

  private boolean fillFrom(EntryDraft draft, ExtendedAttributes found, byte[] shown)
      throws IOException {
    Acl access = Acl.NONE;
    Acl inherited = Acl.NONE;
    if (format.acls() && !FileType.isSymlink(draft.mode)) {
      access = found.acl(Acl.Kind.ACCESS).without(draft.mode);
      inherited = FileType.isDirectory(draft.mode) ? found.acl(Acl.Kind.DEFAULT) : Acl.NONE;
    }
    Optional<XattrSet> xattrs =
        format.xattrs() ? read(draft, found, shown) : Optional.of(XattrSet.NONE);
    if (xattrs.isPresent()) {
      number(draft, access, inherited, xattrs.get());
    }
    return xattrs.isPresent();
  }

  private void number(EntryDraft draft, Acl access, Acl inherited, XattrSet xattrs) {
    if (format.acls()) {
      draft.accessAcl = shared.accessAcls().numberOf(access);
      draft.defaultAcl = shared.defaultAcls().numberOf(inherited);
    }
    if (format.xattrs()) {
      draft.xattrs = shared.xattrs().numberOf(xattrs);
    }
  }

  /** The attributes that are sent; empty if one cannot be read, which is then said. */
  private Optional<XattrSet> read(EntryDraft draft, ExtendedAttributes found, byte[] shown)
      throws IOException {
    List<byte[]> names = new ArrayList<>(found.names());
    names.removeIf(name -> !rules.sends(name));
    if (names.isEmpty()) {
      return Optional.of(XattrSet.NONE);
    }
    names.sort(Arrays::compareUnsigned);
    List<Xattr> attributes = new ArrayList<>(names.size());
    for (byte[] name : names) {
      try {
        attributes.add(Xattr.found(name, attributes.size() + 1, found.get(name)));
      } catch (StoreException e) {
        if (e.errno() != Errno.ENODATA) {
          messages.attributeFailed(draft.nameBytes(), shown, name, e.errno());
          return Optional.empty();
        }
      }
    }
    return Optional.of(new XattrSet(attributes));
  }
}
