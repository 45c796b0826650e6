// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.TreePath;

/**
 * The first half of a move.
 *
 * @param path where it was
 * @param directory whether a directory is moved
 * @param node of a directory with a watch, else null; taken out of the tree
 * @param reported whether the path is one that is reported at all
 */
record HalfMove(TreePath path, boolean directory, WatchedDirectory node, boolean reported) {}
