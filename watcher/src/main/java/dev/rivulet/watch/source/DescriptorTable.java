// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import java.util.function.Consumer;

/**
 * Watched directories by the number of their watch: an open-addressed table, 8 bytes a slot, in
 * place of a map of boxed numbers with 48 bytes an entry. Not thread-safe.
 */
final class DescriptorTable {
  private static final int SMALLEST = 64;

  private int[] descriptors = new int[SMALLEST];
  private WatchedDirectory[] directories = new WatchedDirectory[SMALLEST];
  private int size;

  int size() {
    return size;
  }

  /** Null for a number that is not in the table. */
  WatchedDirectory get(int descriptor) {
    return directories[find(descriptor)];
  }

  void put(int descriptor, WatchedDirectory directory) {
    int at = find(descriptor);
    if (directories[at] == null) {
      if (2 * (size + 1) > directories.length) {
        grow();
        at = find(descriptor);
      }
      size++;
    }
    descriptors[at] = descriptor;
    directories[at] = directory;
  }

  /** What was there; null for nothing. */
  WatchedDirectory remove(int descriptor) {
    int at = find(descriptor);
    WatchedDirectory removed = directories[at];
    if (removed != null) {
      directories[at] = null;
      size--;
      closeGap(at);
    }
    return removed;
  }

  void forEach(Consumer<WatchedDirectory> action) {
    for (WatchedDirectory directory : directories) {
      if (directory != null) {
        action.accept(directory);
      }
    }
  }

  /** Where a number is, or would be put. */
  private int find(int descriptor) {
    int mask = directories.length - 1;
    int at = home(descriptor);
    while (directories[at] != null && descriptors[at] != descriptor) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private int home(int descriptor) {
    int hash = descriptor * 0x9e3779b9;
    return (hash ^ hash >>> 16) & (directories.length - 1);
  }

  /** Moves those up that a search would not find any more, for there is a gap before them. */
  private void closeGap(int gap) {
    int mask = directories.length - 1;
    int free = gap;
    for (int at = (gap + 1) & mask; directories[at] != null; at = (at + 1) & mask) {
      int distance = (at - home(descriptors[at])) & mask;
      if (distance >= ((at - free) & mask)) {
        descriptors[free] = descriptors[at];
        directories[free] = directories[at];
        directories[at] = null;
        free = at;
      }
    }
  }

  private void grow() {
    int[] oldDescriptors = descriptors;
    WatchedDirectory[] old = directories;
    descriptors = new int[old.length * 2];
    directories = new WatchedDirectory[old.length * 2];
    for (int i = 0; i < old.length; i++) {
      if (old[i] != null) {
        int at = find(oldDescriptors[i]);
        descriptors[at] = oldDescriptors[i];
        directories[at] = old[i];
      }
    }
  }
}
