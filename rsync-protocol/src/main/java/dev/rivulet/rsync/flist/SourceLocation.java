// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.TreePath;

/**
 * Where the sender finds the file of an entry.
 *
 * @param tree the tree of the argument the entry came from
 * @param path the entry's path in that tree
 * @param display the path as messages show it, for example {@code src/a.txt}
 */
public record SourceLocation(FileTree tree, TreePath path, byte[] display) {}
