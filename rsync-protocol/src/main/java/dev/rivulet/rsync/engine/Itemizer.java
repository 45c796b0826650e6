// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.store.AttributeTarget;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.wire.ItemFlags;
import java.io.IOException;

/**
 * Finds the bits that say how an entry differs from what is at the destination (rsync(1),
 * --itemize-changes). Stateless but for the options.
 */
final class Itemizer {
  private final TimeRules times;
  private final Permissions permissions;
  private final AttributeApplier attributes;

  Itemizer(TimeRules times, Permissions permissions, AttributeApplier attributes) {
    this.times = times;
    this.permissions = permissions;
    this.attributes = attributes;
  }

  /**
   * The flags of an item.
   *
   * @param now what is there, or {@link FileAttributes#MISSING}
   * @param object the same, for a look at its lists and extended attributes
   * @param action {@link ItemFlags#TRANSFER}, {@link ItemFlags#LOCAL_CHANGE} or neither
   */
  int flags(FileEntry entry, FileAttributes now, AttributeTarget object, int action)
      throws IOException {
    int flags = action;
    if (attributes.xattrsDiffer(entry, now, object)) {
      flags |= ItemFlags.REPORT_XATTR;
    }
    if (now.isMissing()) {
      return flags | ItemFlags.IS_NEW;
    }
    if (entry.isRegular() && entry.size() != now.size()) {
      flags |= ItemFlags.REPORT_SIZE;
    }
    if (times.apply(entry) ? !times.areEqual(entry, now) : action != 0) {
      flags |= ItemFlags.REPORT_TIME;
    }
    if (!entry.isSymlink() && times.applyAccess(entry) && !times.areAccessEqual(entry, now)) {
      flags |= ItemFlags.REPORT_ATIME;
    }
    boolean newAcl = attributes.aclDiffers(entry, object);
    if (newAcl) {
      flags |= ItemFlags.REPORT_ACL;
    }
    boolean bitsCome = newAcl && action == 0 && attributes.setsBeforeReport(entry);
    if (bitsCome ? permissions.differInSpecialBits(entry, now) : permissions.differ(entry, now)) {
      flags |= ItemFlags.REPORT_PERMS;
    }
    if (attributes.ownerDiffers(entry, now)) {
      flags |= ItemFlags.REPORT_OWNER;
    }
    if (attributes.groupDiffers(entry, now)) {
      flags |= ItemFlags.REPORT_GROUP;
    }
    return flags;
  }
}
