// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterList.Side;
import dev.rivulet.rsync.filter.FilterRule;
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
    /** Only the receiver can tell: its directory is to be compared. */
    BY_COMPARING,
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

  /** Those of the rules that protect: without the others they protect even more. */
  FilterList excludes() {
    return new FilterList(
        filters.rules().stream().filter(rule -> rule.kind() == FilterRule.Kind.EXCLUDE).toList());
  }

  /** What is gone may have been a file or a directory. */
  Verdict judge(TreePath path) {
    if (unprotected) {
      return Verdict.BY_NAME;
    }
    if (filters.hasDirectoryMerges()) {
      return Verdict.BY_COMPARING;
    }
    for (TreePath at = path.parent(); !at.isRoot(); at = at.parent()) {
      if (filters.excludes(at.bytes(), true, Side.RECEIVER)) {
        return Verdict.PROTECTED;
      }
    }
    boolean asFile = filters.excludes(path.bytes(), false, Side.RECEIVER);
    boolean asDirectory = filters.excludes(path.bytes(), true, Side.RECEIVER);
    if (asFile != asDirectory) {
      return Verdict.BY_COMPARING;
    }
    return asFile ? Verdict.PROTECTED : Verdict.BY_NAME;
  }
}
