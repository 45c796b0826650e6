// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.generator;

import dev.rivulet.rsync.flist.FileList;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;

/** The lists the generator works on, by their indexes. Owned by the generator's thread. */
final class Progress {
  /** By the index of the list's directory, which is one below its first. */
  private final TreeMap<Integer, ListProgress> live = new TreeMap<>();

  private final Queue<ListProgress> unseen = new ArrayDeque<>();
  private boolean complete;

  /** Takes a list that has arrived. */
  void add(FileList list) {
    ListProgress progress = new ListProgress(list);
    live.put(list.firstIndex() - 1, progress);
    unseen.add(progress);
  }

  void complete() {
    complete = true;
  }

  /** Whether no more lists will arrive. */
  boolean isComplete() {
    return complete;
  }

  /** The next list to walk, or null if none has arrived. */
  ListProgress nextUnseen() {
    return unseen.poll();
  }

  boolean hasUnseen() {
    return !unseen.isEmpty();
  }

  /** Files in lists that have not been walked. */
  int unseenFiles() {
    int files = 0;
    for (ListProgress progress : unseen) {
      files += progress.list().size();
    }
    return files;
  }

  /** The list an index belongs to; the index is one the generator knows. */
  ListProgress of(int index) {
    Map.Entry<Integer, ListProgress> found = live.floorEntry(index);
    if (found == null) {
      throw new IllegalStateException("no list holds index " + index);
    }
    return found.getValue();
  }

  Collection<ListProgress> live() {
    return live.values();
  }

  /**
   * Forgets the oldest list if nothing of it is left to do and a later list is known, or none will
   * come.
   *
   * @return the list, or null
   */
  ListProgress dropSettled() {
    if (live.isEmpty() || (live.size() == 1 && !complete)) {
      return null;
    }
    ListProgress oldest = live.firstEntry().getValue();
    if (!oldest.isSettled() || oldest == unseen.peek()) {
      return null;
    }
    live.pollFirstEntry();
    return oldest;
  }
}
