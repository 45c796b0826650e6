// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.TreePath;

/**
 * A watch that the kernel keeps on a directory.
 *
 * @param descriptor the number the kernel has given it in its event queue
 * @param directory relative to the watched root
 */
public record Watch(int descriptor, TreePath directory) {}
