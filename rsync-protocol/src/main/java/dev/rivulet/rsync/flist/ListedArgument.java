// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.filter.DirectoryFilters;
import dev.rivulet.rsync.filter.FilterList.Verdict;
import dev.rivulet.rsync.flist.PendingList.Context;
import dev.rivulet.rsync.store.FileAttributes;

/**
 * An argument, or a parent of one, that is to be listed.
 *
 * @param origin where it is
 * @param name its name in the list
 * @param attributes what a look at it showed
 * @param filters in force where it was named
 * @param flags {@link EntryFlag} bits of a directory
 */
record ListedArgument(
    WalkOrigin origin,
    byte[] name,
    FileAttributes attributes,
    DirectoryFilters filters,
    int flags) {

  ListedArgument withFlags(int other) {
    return new ListedArgument(origin, name, attributes, filters, other);
  }

  ListedArgument withFilters(DirectoryFilters other) {
    return new ListedArgument(origin, name, attributes, other, flags);
  }

  /** Whether its filters exclude it. */
  boolean isExcluded() {
    byte[] judged = ListedName.path(name).bytes();
    return filters.judge(judged, attributes.isDirectory(), false) == Verdict.EXCLUDED;
  }

  Context context() {
    return new Context(filters, attributes.device());
  }
}
