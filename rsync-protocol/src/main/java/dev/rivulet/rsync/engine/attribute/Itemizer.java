// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.attribute;

import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.store.AttributeTarget;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.wire.ItemFlags;
import java.io.IOException;

/**
 * Finds the bits that say how an entry differs from what is at the destination (rsync(1),
 * --itemize-changes). Stateless but for the options.
 */
public final class Itemizer {
  private static final int ABOUT_OWNER =
      ItemFlags.REPORT_PERMS | ItemFlags.REPORT_OWNER | ItemFlags.REPORT_GROUP;

  private static final int ACTIONS = ItemFlags.TRANSFER | ItemFlags.LOCAL_CHANGE;

  private final TimeRules times;
  private final Permissions permissions;
  private final AttributeApplier attributes;

  public Itemizer(TimeRules times, Permissions permissions, AttributeApplier attributes) {
    this.times = times;
    this.permissions = permissions;
    this.attributes = attributes;
  }

  /**
   * For comparisons with alternate directories, in which the reference program looks at the times
   * of directories even with --omit-dir-times.
   */
  public Itemizer amongAlternates() {
    return new Itemizer(times.withDirectories(), permissions, attributes);
  }

  /**
   * The flags of a file whose attributes have just been set. Where a new owner may have cost set-id
   * bits the file was looked at again in between, and the report is about what was seen then, as in
   * the reference program.
   *
   * @param flags found before
   * @param before what the file looked like then
   */
  public int afterNewOwner(int flags, FileEntry entry, FileAttributes before) {
    FileAttributes seen = attributes.lastSeen();
    return seen == before ? flags : withOwner(flags & ~ABOUT_OWNER, entry, seen);
  }

  /** Adds how owner, group and permissions differ, those that have not come with a list. */
  private int withOwner(int flags, FileEntry entry, FileAttributes now) {
    boolean bitsCome =
        (flags & ItemFlags.REPORT_ACL) != 0
            && (flags & ACTIONS) == 0
            && attributes.setsBeforeReport(entry);
    int found = aboutOwner(entry, now);
    boolean differsOtherwise = !bitsCome || permissions.differInSpecialBits(entry, now);
    return flags | (differsOtherwise ? found : found & ~ItemFlags.REPORT_PERMS);
  }

  private int aboutOwner(FileEntry entry, FileAttributes now) {
    int flags = 0;
    if (permissions.differ(entry, now)) {
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

  /**
   * The flags of an item.
   *
   * @param now what is there, or {@link FileAttributes#MISSING}
   * @param object the same, for a look at its lists and extended attributes
   * @param action {@link ItemFlags#TRANSFER}, {@link ItemFlags#LOCAL_CHANGE} or neither
   */
  public int flags(FileEntry entry, FileAttributes now, AttributeTarget object, int action)
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
    if (attributes.aclDiffers(entry, object)) {
      flags |= ItemFlags.REPORT_ACL;
    }
    return withOwner(flags, entry, now);
  }
}
