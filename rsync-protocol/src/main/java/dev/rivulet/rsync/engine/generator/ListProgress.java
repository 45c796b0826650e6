// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.generator;

import dev.rivulet.rsync.flist.FileList;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * How far the files of one list have got. Owned by the generator's thread.
 *
 * <p>A list is settled when none of its files is requested or waiting, and none is to be requested
 * again; only then may the peer be told that the list is done.
 */
final class ListProgress {
  private final FileList list;
  private final Queue<Integer> again = new ArrayDeque<>();
  private int open;

  ListProgress(FileList list) {
    this.list = list;
  }

  FileList list() {
    return list;
  }

  /** A file of the list has been requested, or waits for the leader of its hard links. */
  void opened() {
    open++;
  }

  /** It has come, or never will. */
  void closed() {
    open--;
  }

  void requestAgain(int index) {
    again.add(index);
  }

  /** The next file to request again, or null. */
  Integer nextAgain() {
    return again.poll();
  }

  boolean isSettled() {
    return open == 0 && again.isEmpty();
  }
}
