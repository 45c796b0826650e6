// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import java.util.List;

/**
 * What a per-directory merge rule has gathered down to one directory: the rules of that directory's
 * file first, then those its parents' files left to it.
 *
 * @param rule the merge rule
 * @param label as traces name it
 * @param steps what it has gathered; nothing before the first directory is entered
 * @param above what the files above the first directory hold
 * @param begun whether a directory has been entered
 */
record DirectoryMerge(
    FilterRule rule, String label, List<FilterStep> steps, RulesAbove above, boolean begun)
    implements FilterStep {

  /** A rule for which no directory has been entered yet. */
  static DirectoryMerge of(FilterRule rule) {
    String name =
        rule.origin().isTyped() ? rule.shownName() : rule.origin().describe(rule.pattern());
    return new DirectoryMerge(rule, "[per-dir " + name + "]", List.of(), new RulesAbove(), false);
  }

  /** The rule inside a directory. */
  DirectoryMerge inside(List<FilterStep> gathered) {
    return new DirectoryMerge(rule, label, gathered, above, true);
  }

  /**
   * The rules above the first directory that was entered, which are looked for once. Owned by the
   * thread that walks the directories.
   */
  static final class RulesAbove {
    List<FilterStep> steps;
  }
}
