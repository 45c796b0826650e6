// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.filter.DirectoryFilters;
import dev.rivulet.rsync.filter.FilterList.Verdict;
import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.wire.WireLimits;
import java.io.IOException;
import java.util.Arrays;

/** Lists what one directory holds: looked at, filtered and added to the list. */
final class DirectoryScan implements EntryVisitor {
  private final DirectoryLister lister;
  private final PendingList list;
  private final WalkOrigin origin;
  private final TreePath directory;
  private final DirectoryFilters filters;
  private final boolean hasFilters;
  private final long device;
  private final byte[] name = new byte[WireLimits.MAX_PATH];
  private final int prefixLength;

  /**
   * @param prefix the directory's name in the list with a slash at its end; empty for the root
   * @param filters in force inside the directory
   * @param device the file system that -x stays on
   */
  DirectoryScan(
      DirectoryLister lister,
      PendingList list,
      WalkOrigin origin,
      TreePath directory,
      byte[] prefix,
      DirectoryFilters filters,
      long device) {
    this.lister = lister;
    this.list = list;
    this.origin = origin;
    this.directory = directory;
    this.filters = filters;
    this.hasFilters = !filters.isEmpty();
    this.device = device;
    this.prefixLength = prefix.length;
    System.arraycopy(prefix, 0, name, 0, prefix.length);
  }

  @Override
  public void entry(byte[] base, FileAttributes attributes) throws IOException {
    int length = prefixLength + base.length;
    if (length >= WireLimits.MAX_PATH) {
      tooLong(base);
      return;
    }
    System.arraycopy(base, 0, name, prefixLength, base.length);
    FileAttributes seen = attributes;
    if (attributes.isSymlink() && lister.followsAny()) {
      seen = follow(base, attributes, length);
      if (seen == null) {
        return;
      }
    }
    boolean isMountPoint = seen.isDirectory() && lister.leavesFileSystem(seen, device);
    if (isMountPoint && lister.skipsMountPoints()) {
      return;
    }
    if (hasFilters && isExcluded(length, seen.isDirectory())) {
      return;
    }
    int flags = seen.isDirectory() && lister.recurses() && !isMountPoint ? EntryFlag.CONTENT : 0;
    lister.add(list, origin, name, length, seen, flags);
  }

  /** What a link is listed as, or null if it was reported or excluded instead. */
  private FileAttributes follow(byte[] base, FileAttributes link, int length) throws IOException {
    TreePath path = directory.child(base);
    byte[] whole = Arrays.copyOf(name, length);
    try {
      return lister.look(origin, path, whole, link);
    } catch (StoreException e) {
      if (!hasFilters || !isExcluded(length, false)) {
        if (e.isMissing()) {
          lister.messages().linkDangles(whole, lister.fullName(origin, path));
        } else {
          lister.messages().linkFailed(whole, lister.fullName(origin, path), e.errno());
        }
      }
      return null;
    }
  }

  @Override
  public void failed(byte[] base, StoreException reason) throws IOException {
    int length = prefixLength + base.length;
    if (length >= WireLimits.MAX_PATH) {
      tooLong(base);
      return;
    }
    System.arraycopy(base, 0, name, prefixLength, base.length);
    if (hasFilters && isExcluded(length, false)) {
      return;
    }
    byte[] whole = Arrays.copyOf(name, length);
    byte[] fullName = lister.fullName(origin, directory.child(base));
    if (reason.isMissing()) {
      lister.messages().fileVanished(whole, fullName);
    } else {
      lister.messages().linkFailed(whole, fullName, reason.errno());
    }
  }

  private void tooLong(byte[] base) {
    byte[] whole = Arrays.copyOf(name, prefixLength + base.length);
    System.arraycopy(base, 0, whole, prefixLength, base.length);
    lister.messages().nameTooLong(whole, base, whole.length - WireLimits.MAX_PATH + 1);
  }

  private boolean isExcluded(int length, boolean isDirectory) {
    int start = name[0] == '/' ? 1 : 0;
    byte[] judged = Arrays.copyOfRange(name, start, length);
    return filters.judge(judged, isDirectory, false) == Verdict.EXCLUDED;
  }
}
