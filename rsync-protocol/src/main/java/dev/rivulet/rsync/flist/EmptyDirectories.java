// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Takes directories without any file below them out of a complete list, as a receiver does
 * (rsync(1), --prune-empty-dirs). The root of the transfer stays.
 */
public final class EmptyDirectories {

  /** Says which directories stay although nothing is in them. */
  @FunctionalInterface
  public interface Exemption {
    boolean isKept(TreePath directory) throws IOException;
  }

  private final FileList list;
  private final Set<TreePath> needed = new HashSet<>();

  private EmptyDirectories(FileList list) {
    this.list = list;
  }

  /** Makes the entries of empty directories inactive. */
  public static void prune(FileList list, Exemption exemption) throws IOException {
    EmptyDirectories directories = new EmptyDirectories(list);
    directories.findNeeded(exemption);
    directories.deactivateOthers();
  }

  private void findNeeded(Exemption exemption) throws IOException {
    for (int position = 0; position < list.size(); position++) {
      FileEntry entry = list.entry(position);
      if (!entry.isActive()) {
        continue;
      }
      TreePath path = entry.path();
      if (!entry.isDirectory()) {
        need(path.parent());
      } else if (!path.isRoot() && exemption.isKept(path)) {
        need(path);
      }
    }
  }

  private void need(TreePath directory) {
    TreePath path = directory;
    while (!path.isRoot() && needed.add(path)) {
      path = path.parent();
    }
  }

  private void deactivateOthers() {
    for (int position = 0; position < list.size(); position++) {
      FileEntry entry = list.entry(position);
      boolean empty =
          entry.isActive()
              && entry.isDirectory()
              && !entry.path().isRoot()
              && !needed.contains(entry.path());
      if (empty) {
        list.columns().setFlag(entry.row(), EntryFlag.INACTIVE);
      }
    }
  }
}
