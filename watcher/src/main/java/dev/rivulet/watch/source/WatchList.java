// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Lists the watches of a tree. */
final class WatchList {
  private WatchList() {}

  /**
   * Every watch, by number. The lock of the tree is taken for one at a time, so that events need
   * not wait until many have been gone through.
   */
  static List<Watch> of(DirectoryWatches watches) {
    List<WatchedDirectory> directories = watches.all();
    List<Watch> list = new ArrayList<>(directories.size());
    ReentrantLock lock = watches.lock();
    for (WatchedDirectory directory : directories) {
      lock.lock();
      try {
        if (directory.isAttached()) {
          list.add(new Watch(directory.descriptor(), directory.path()));
        }
      } finally {
        lock.unlock();
      }
    }
    list.sort(Comparator.comparingInt(Watch::descriptor));
    return list;
  }
}
