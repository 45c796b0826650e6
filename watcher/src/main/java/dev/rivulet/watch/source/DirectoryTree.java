// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.TreePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The watched directories by watch descriptor and by place. Watches follow the inode and not the
 * name, so the tree is what turns an event into a path. Not thread-safe: its source locks.
 *
 * <p>A directory that is mounted at several places of the tree has one descriptor and several
 * nodes.
 */
final class DirectoryTree {
  private final DescriptorTable byDescriptor = new DescriptorTable();
  private final Map<Integer, List<WatchedDirectory>> furtherPlaces = new HashMap<>();
  private WatchedDirectory root;

  WatchedDirectory root() {
    return root;
  }

  /** Directories with a watch. */
  int size() {
    return byDescriptor.size();
  }

  /** One place of every directory with a watch, in no order. */
  List<WatchedDirectory> all() {
    List<WatchedDirectory> all = new ArrayList<>(size());
    byDescriptor.forEach(all::add);
    return all;
  }

  /** The directory behind a descriptor, or null for one that is not ours (any more). */
  WatchedDirectory get(int descriptor) {
    return byDescriptor.get(descriptor);
  }

  /** All places of the directory behind a descriptor. */
  List<WatchedDirectory> places(int descriptor) {
    WatchedDirectory first = byDescriptor.get(descriptor);
    List<WatchedDirectory> further = furtherPlaces.get(descriptor);
    if (first == null || further == null) {
      return first == null ? List.of() : List.of(first);
    }
    List<WatchedDirectory> places = new ArrayList<>(further);
    places.add(0, first);
    return places;
  }

  /** The directory at a place; null if it has no watch. */
  WatchedDirectory find(TreePath path) {
    if (path.isRoot()) {
      return root;
    }
    WatchedDirectory parent = find(path.parent());
    return parent == null ? null : parent.child(path.leaf());
  }

  WatchedDirectory addRoot(int descriptor) {
    root = new WatchedDirectory(new byte[0], descriptor);
    byDescriptor.put(descriptor, root);
    return root;
  }

  /**
   * Adds a directory. A descriptor that is known already belongs to the same inode, which was
   * renamed: the node moves here.
   */
  WatchedDirectory add(WatchedDirectory parent, byte[] name, int descriptor) {
    WatchedDirectory known = byDescriptor.get(descriptor);
    if (known == null) {
      known = new WatchedDirectory(name, descriptor);
      byDescriptor.put(descriptor, known);
    } else if (parent.child(name) == known) {
      return known;
    }
    known.attach(parent, name);
    return known;
  }

  /** Adds a second place of a directory that is watched at another one. */
  WatchedDirectory addFurther(WatchedDirectory parent, byte[] name, int descriptor) {
    WatchedDirectory further = new WatchedDirectory(name, descriptor);
    further.attach(parent, name);
    List<WatchedDirectory> places =
        furtherPlaces.computeIfAbsent(descriptor, key -> new ArrayList<>(1));
    places.removeIf(place -> !place.isAttached());
    places.add(further);
    return further;
  }

  /** The kernel dropped this watch. */
  void forget(int descriptor) {
    WatchedDirectory gone = byDescriptor.remove(descriptor);
    if (gone != null && gone != root) {
      gone.detach();
    }
    List<WatchedDirectory> places = furtherPlaces.remove(descriptor);
    if (places != null) {
      places.forEach(WatchedDirectory::detach);
    }
  }

  /** Takes a subtree out; the descriptors that have no place any more, to remove their watches. */
  List<Integer> removeSubtree(WatchedDirectory top) {
    List<Integer> descriptors = new ArrayList<>();
    top.detach();
    collect(top, descriptors);
    return descriptors;
  }

  private void collect(WatchedDirectory node, List<Integer> into) {
    if (removePlace(node)) {
      into.add(node.descriptor());
    }
    node.forEachChild(child -> collect(child, into));
  }

  /** Whether it was the last place of its descriptor. */
  private boolean removePlace(WatchedDirectory node) {
    List<WatchedDirectory> further = furtherPlaces.get(node.descriptor());
    boolean first = byDescriptor.get(node.descriptor()) == node;
    if (further == null) {
      if (first) {
        byDescriptor.remove(node.descriptor());
      }
      return first;
    }
    if (first) {
      byDescriptor.put(node.descriptor(), further.remove(0));
    } else {
      further.remove(node);
    }
    if (further.isEmpty()) {
      furtherPlaces.remove(node.descriptor());
    }
    return false;
  }
}
