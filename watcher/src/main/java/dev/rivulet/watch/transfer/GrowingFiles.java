// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.source.NamePatterns;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which files that only ever grow one target has the beginning of, so that of each only what is new
 * is read and sent (hazard 15.6).
 *
 * <p>That a file grows at its end and nowhere else is what the user says by a pattern. It is
 * believed as long as the file keeps its name, is the same file and has become no shorter since it
 * was last sent; else all of it is sent in the usual way. Safe for several threads.
 */
public final class GrowingFiles {
  /** Files that are remembered; those that did not change for longest are forgotten first. */
  static final int MOST = 10_000;

  /** A file as it was sent, or shorter than that. */
  private record Beginning(long device, long inode, long size) {
    static Beginning of(FileAttributes found) {
      return new Beginning(found.device(), found.inode(), found.size());
    }

    boolean isOf(FileAttributes found) {
      return device == found.device() && inode == found.inode() && size <= found.size();
    }
  }

  private final NamePatterns patterns;
  private final TreePath top;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<TreePath, Beginning> sent = new LinkedHashMap<>();

  /**
   * @param patterns of files that grow, relative to {@code top}
   * @param top the watched directory, relative to the base of the source
   */
  GrowingFiles(NamePatterns patterns, TreePath top) {
    this.patterns = patterns;
    this.top = top;
  }

  /**
   * The files of a batch to which something may be appended at the target. Of its other files
   * nothing is known before it has {@link #arrived}.
   */
  Set<TreePath> departing(Batch batch) {
    if (patterns.isEmpty()) {
      return Set.of();
    }
    Set<TreePath> renamed = new HashSet<>();
    for (Mark mark : batch.marks()) {
      if (mark.change() == Change.NAME) {
        renamed.add(mark.path());
      }
    }
    Set<TreePath> growing = new HashSet<>();
    lock.lock();
    try {
      batch
          .looks()
          .forEach(
              (path, found) -> {
                Beginning beginning = sent.remove(path);
                if (beginning != null && beginning.isOf(found) && !renamed.contains(path)) {
                  sent.put(path, beginning);
                  growing.add(path);
                }
              });
    } finally {
      lock.unlock();
    }
    return growing;
  }

  /** How much of a file is to be read and sent, in bytes: if it has grown, what is new. */
  public long sizeToSend(Mark mark, FileAttributes found) {
    lock.lock();
    try {
      Beginning beginning = sent.get(mark.path());
      boolean grown = beginning != null && beginning.isOf(found) && mark.change() != Change.NAME;
      return grown ? found.size() - beginning.size() : found.size();
    } finally {
      lock.unlock();
    }
  }

  /** Whether there are any. */
  boolean areAny() {
    return !patterns.isEmpty();
  }

  /** Files were sent without a fault, or the target had them. */
  void arrived(Map<TreePath, FileAttributes> files) {
    if (patterns.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      files.forEach(
          (path, found) -> {
            if (concerns(path, found)) {
              sent.put(path, Beginning.of(found));
            }
          });
      while (sent.size() > MOST) {
        sent.remove(sent.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is known any more: the target may be another one, or was changed by others. */
  public void clear() {
    lock.lock();
    try {
      sent.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Whether something is such a file. */
  boolean concerns(TreePath path, FileAttributes found) {
    if (!found.isRegular() || !path.startsWith(top) || path.equals(top)) {
      return false;
    }
    byte[] name = path.bytes();
    int start = top.isRoot() ? 0 : top.bytes().length + 1;
    return patterns.cover(TreePath.of(Arrays.copyOfRange(name, start, name.length)));
  }
}
