// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import dev.rivulet.rsync.filter.FilterList.Side;
import dev.rivulet.rsync.filter.FilterList.Verdict;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;

/**
 * The rules in force in one directory: the transfer's list with per-directory merge files read and
 * inherited. Entering a directory gives a new value; the old one stays valid for its siblings.
 */
public final class DirectoryFilters {

  /**
   * The filters at the root of a transfer.
   *
   * @param rules the transfer's rules
   * @param daemonRules the module's own rules, judged first; {@link FilterList#EMPTY} elsewhere
   */
  public static DirectoryFilters root(FilterList rules, FilterList daemonRules, Side side) {
    throw new UnsupportedOperationException("skeleton");
  }

  private DirectoryFilters() {}

  /** The filters inside {@code directory} of {@code tree}, its merge files read. */
  public DirectoryFilters enter(FileTree tree, TreePath directory, byte[] transferName)
      throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /**
   * Judges an entry of this directory.
   *
   * @param name relative to the root of the transfer
   */
  public Verdict judge(byte[] name, boolean isDirectory, boolean ignorePerishable) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Whether the module's own rules hide the name. */
  public boolean isHiddenByDaemon(byte[] name, boolean isDirectory) {
    throw new UnsupportedOperationException("skeleton");
  }
}
