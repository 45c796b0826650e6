// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterList.Side;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.TreePath;

/**
 * What the user's filter rules say about deleting a path that is gone at the source.
 *
 * <p>A receiver deletes a missing name without asking its filter rules (seen with rsync 3.5.0), so
 * they are asked here: what is excluded is never deleted for having vanished, unless by
 * --delete-excluded (hazard 7). Immutable.
 */
final class DeletionRules {

  /** How a path may be deleted. */
  enum Verdict {
    /** By its name. */
    BY_NAME,
    /** Only the receiver can tell, by the rules: what it was, or what a file of rules says. */
    BY_RULES,
    /** Not at all. */
    PROTECTED
  }

  private final FilterList filters;
  private final boolean unprotected;

  private DeletionRules(FilterList filters, boolean unprotected) {
    this.filters = filters;
    this.unprotected = unprotected;
  }

  static DeletionRules of(TransferOptions options) {
    return new DeletionRules(
        options.filters(), options.filters().isEmpty() || options.deletion().excluded());
  }

  /** Whether everything below a directory may go with it. */
  boolean protectNothing() {
    return unprotected;
  }

  /** The user's rules. */
  FilterList filters() {
    return filters;
  }

  /** Whether there are rules in files of the directories, which are not read here. */
  boolean areInDirectories() {
    return filters.hasDirectoryMerges();
  }

  /** Whether a rule outside of the directories protects a path. */
  boolean protects(TreePath path, boolean directory) {
    return filters.excludes(path.bytes(), directory, Side.RECEIVER);
  }

  /** What is gone may have been a file or a directory. */
  Verdict judge(TreePath path) {
    if (unprotected) {
      return Verdict.BY_NAME;
    }
    if (areInDirectories()) {
      return Verdict.BY_RULES;
    }
    for (TreePath at = path.parent(); !at.isRoot(); at = at.parent()) {
      if (protects(at, true)) {
        return Verdict.PROTECTED;
      }
    }
    boolean asFile = protects(path, false);
    if (asFile != protects(path, true)) {
      return Verdict.BY_RULES;
    }
    return asFile ? Verdict.PROTECTED : Verdict.BY_NAME;
  }
}
