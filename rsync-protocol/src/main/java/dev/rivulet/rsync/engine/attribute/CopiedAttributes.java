// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.attribute;

import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.AttributeTarget;
import dev.rivulet.rsync.store.FileAttributes;
import java.io.IOException;

/**
 * Gives a copy, within the destination, of something there the attributes of the original:
 * permissions always, the rest as far as the transfer preserves it. Immutable.
 */
public final class CopiedAttributes {
  private static final int AS_IT_IS = -1;
  private static final int SET_GID = 02000;

  private final boolean owner;
  private final boolean group;
  private final boolean times;
  private final boolean permissions;

  /** Old protocols have no more, and the reference program describes copies in their terms. */
  private final boolean wholeSeconds;

  private final CopiedExtras extras;

  public CopiedAttributes(Transfer transfer) {
    TransferOptions.Preserve preserve = transfer.options().preserve();
    this.owner = preserve.owner() && transfer.isSuper();
    this.group = preserve.group();
    this.times = preserve.times();
    this.permissions = preserve.perms();
    this.wholeSeconds = transfer.protocol() < 31;
    this.extras = new CopiedExtras(transfer);
  }

  /**
   * Sets owner and group, extended attributes, times, lists, permissions, in this order. As in the
   * reference program a directory gets the lists only, all else the extended attributes only, and a
   * file no list from its directory.
   *
   * @param original what the original looks like
   * @param source the original itself
   */
  public void apply(FileAttributes original, AttributeTarget source, AttributeTarget copy)
      throws IOException {
    FileAttributes now = copy.attributes();
    int uid = owner && original.uid() != now.uid() ? original.uid() : AS_IT_IS;
    int gid = group && original.gid() != now.gid() ? original.gid() : AS_IT_IS;
    if (uid != AS_IT_IS || gid != AS_IT_IS) {
      copy.setOwner(uid, gid);
    }
    if (!original.isDirectory()) {
      extras.xattrs(source, copy);
    }
    if (times) {
      copy.setTimes(
          original.mtime(),
          wholeSeconds ? 0 : original.mtimeNanos(),
          now.atime(),
          now.atimeNanos());
    }
    if (original.isDirectory()) {
      extras.acls(source, copy);
    } else if (original.isRegular()) {
      extras.withoutAcl(copy);
    }
    if (!original.isSymlink()) {
      copy.setMode(original.permissions() | inherited(now));
    }
  }

  /** The set-group-id bit that a new directory has from its parent stays unless bits are kept. */
  private int inherited(FileAttributes made) {
    return made.isDirectory() && !permissions ? made.mode() & SET_GID : 0;
  }
}
