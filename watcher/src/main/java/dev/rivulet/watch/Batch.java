// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.rsync.store.TreePath;
import java.util.ArrayList;
import java.util.List;

/**
 * What one look at the marks found; paths are relative to the base of the source.
 *
 * @param contents present, and their content may have changed
 * @param attributes present, and only their attributes may have changed
 * @param missing not there any more; the topmost missing directory stands for all below it
 * @param lists directories whose names are to be compared, one level
 * @param trees directories to be compared completely
 * @param marks the marks this batch answers for
 * @param deferred marks that could not be looked at (a parent that cannot be searched, an I/O
 *     error): neither present nor missing, to be tried again
 */
record Batch(
    List<TreePath> contents,
    List<TreePath> attributes,
    List<TreePath> missing,
    List<TreePath> lists,
    List<TreePath> trees,
    List<Mark> marks,
    List<Mark> deferred) {

  /** Everything that is there and is sent or compared. */
  List<TreePath> present() {
    List<TreePath> present = new ArrayList<>(contents);
    present.addAll(attributes);
    present.addAll(lists);
    present.addAll(trees);
    return present;
  }

  boolean isEmpty() {
    return contents.isEmpty()
        && attributes.isEmpty()
        && missing.isEmpty()
        && lists.isEmpty()
        && trees.isEmpty();
  }
}
