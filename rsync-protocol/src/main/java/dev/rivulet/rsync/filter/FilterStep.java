// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

/** One step of judging a name: a rule, or the rules found through a merge rule. */
sealed interface FilterStep permits FilterStep.Single, DirectoryMerge {

  /** A rule of its own. */
  record Single(RuleMatcher matcher) implements FilterStep {}
}
