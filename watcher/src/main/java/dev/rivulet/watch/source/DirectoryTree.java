// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The watched directories by watch descriptor and by place. Watches follow the inode and not the
 * name, so the tree is what turns an event into a path. Not thread-safe: its source locks.
 */
final class DirectoryTree {
  private final Map<Integer, WatchedDirectory> byDescriptor = new HashMap<>();
  private WatchedDirectory root;

  WatchedDirectory root() {
    return root;
  }

  int size() {
    return byDescriptor.size();
  }

  /** The directory behind a descriptor, or null for one that is not ours (any more). */
  WatchedDirectory get(int descriptor) {
    return byDescriptor.get(descriptor);
  }

  WatchedDirectory addRoot(int descriptor) {
    root = new WatchedDirectory(null, new byte[0], descriptor);
    byDescriptor.put(descriptor, root);
    return root;
  }

  /**
   * Adds a directory. A descriptor that is known already belongs to the same inode: it was renamed
   * or is mounted a second time, and the node moves here.
   */
  WatchedDirectory add(WatchedDirectory parent, byte[] name, int descriptor) {
    WatchedDirectory known = byDescriptor.get(descriptor);
    if (known != null && known != root) {
      known.detach();
      known.attach(parent, name);
      return known;
    }
    WatchedDirectory added = new WatchedDirectory(null, name, descriptor);
    added.attach(parent, name);
    byDescriptor.put(descriptor, added);
    return added;
  }

  /** The kernel dropped this watch. */
  void forget(int descriptor) {
    WatchedDirectory gone = byDescriptor.remove(descriptor);
    if (gone != null && gone != root) {
      gone.detach();
    }
  }

  /** Takes a subtree out; the descriptors in it, to remove their watches. */
  List<Integer> removeSubtree(WatchedDirectory top) {
    List<Integer> descriptors = new ArrayList<>();
    collect(top, descriptors);
    top.detach();
    descriptors.forEach(byDescriptor::remove);
    return descriptors;
  }

  private static void collect(WatchedDirectory node, List<Integer> into) {
    into.add(node.descriptor());
    node.forEachChild(child -> collect(child, into));
  }

  List<WatchedDirectory> all() {
    return new ArrayList<>(byDescriptor.values());
  }
}
