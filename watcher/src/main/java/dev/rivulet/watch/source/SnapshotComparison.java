// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * One comparison of directories with their snapshots, which are brought up to date on the way.
 *
 * <p>A directory whose own times have not moved is not listed again: its names are the same, and
 * only what they stand for is looked at. One whose times have moved is reported even if it shows
 * the same names as before: others may have come and gone, and a target may have got them in
 * between. Owned by one thread.
 */
final class SnapshotComparison {
  private final WatchScope scope;
  private final FileTree tree;
  private final EventSink sink;
  private final UnsettledFiles unsettled;
  private final BooleanSupplier ended;
  private int directories;

  /**
   * @param sink hears of the differences
   * @param unsettled keeps files that may still be written
   * @param ended whether to stop in the middle
   */
  SnapshotComparison(
      WatchScope scope,
      FileTree tree,
      EventSink sink,
      UnsettledFiles unsettled,
      BooleanSupplier ended) {
    this.scope = scope;
    this.tree = tree;
    this.sink = sink;
    this.unsettled = unsettled;
    this.ended = ended;
  }

  private record Entry(byte[] name, FileAttributes seen) {}

  /** Directories that were looked into. */
  int directories() {
    return directories;
  }

  /**
   * Looks at a directory and all below it. One that was not looked at before is reported as a
   * whole, after the look, so that what changes meanwhile differs from the snapshot.
   *
   * @throws StoreException if the directory itself cannot be looked at
   */
  void compare(DirectorySnapshot directory, TreePath path) throws IOException {
    FileAttributes self = tree.stat(path);
    if (self.isDirectory()) {
      boolean known = directory.isListed();
      compare(directory, path, self, known);
      if (!known) {
        sink.treeUncertain(path);
      }
    }
  }

  private void compareOrMark(
      DirectorySnapshot directory, TreePath path, FileAttributes self, boolean reports)
      throws IOException {
    boolean known = directory.isListed();
    compare(directory, path, self, reports && known);
    if (reports && !known) {
      sink.treeChanged(path);
    }
  }

  private void compare(
      DirectorySnapshot directory, TreePath path, FileAttributes self, boolean reports)
      throws IOException {
    directories++;
    long stamp = unsettled.isSettled(self, now()) ? Fingerprint.stamp(self) : 0;
    FileAttributes[] seen =
        stamp != 0 && directory.hasStamp(stamp) ? lookAtKnown(directory, path) : null;
    if (seen == null) {
      seen = list(directory, path, reports);
      directory.stamp(stamp);
    } else {
      update(directory, path, seen, reports);
    }
    for (int i = 0; i < seen.length && !ended.getAsBoolean(); i++) {
      if (directory.child(i) != null) {
        compareOrMark(directory.child(i), path.child(directory.name(i)), seen[i], reports);
      }
    }
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  // ---------------------------------------------------------------- names that are the same

  /** Null if a name is gone after all. */
  private FileAttributes[] lookAtKnown(DirectorySnapshot directory, TreePath path)
      throws IOException {
    FileAttributes[] seen = new FileAttributes[directory.size()];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = tree.statOrMissing(path.child(directory.name(i)));
      if (seen[i].isMissing()) {
        return null;
      }
    }
    return seen;
  }

  private void update(
      DirectorySnapshot directory, TreePath path, FileAttributes[] seen, boolean reports) {
    for (int i = 0; i < seen.length; i++) {
      TreePath entry = path.child(directory.name(i));
      directory.replaceChild(i, childOf(directory, i, seen[i], entry));
      if (reports) {
        reportDifference(directory, i, seen[i], entry);
      }
      directory.replace(
          i,
          Fingerprint.content(seen[i]),
          Fingerprint.ownership(seen[i]),
          Fingerprint.changeTime(seen[i]));
    }
  }

  // ---------------------------------------------------------------- names that may differ

  private FileAttributes[] list(DirectorySnapshot directory, TreePath path, boolean reports)
      throws IOException {
    if (reports) {
      sink.namesChanged(path);
    }
    List<Entry> entries = entries(directory, path);
    DirectorySnapshot.Builder built = new DirectorySnapshot.Builder(entries.size());
    FileAttributes[] seen = new FileAttributes[entries.size()];
    int old = 0;
    for (int i = 0; i < seen.length; i++) {
      Entry entry = entries.get(i);
      seen[i] = entry.seen();
      while (old < directory.size() && directory.compareName(old, entry.name()) < 0) {
        reportGone(directory, old++, path, reports);
      }
      boolean known = old < directory.size() && directory.compareName(old, entry.name()) == 0;
      TreePath at = path.child(entry.name());
      if (reports && known) {
        reportDifference(directory, old, seen[i], at);
        reportMove(directory, old, seen[i], at);
      } else if (reports && !seen[i].isDirectory()) {
        reportFile(at, seen[i], true);
      }
      built.add(
          entry.name(),
          Fingerprint.content(seen[i]),
          Fingerprint.ownership(seen[i]),
          Fingerprint.changeTime(seen[i]),
          known ? childOf(directory, old, seen[i], at) : newChild(seen[i], at));
      old += known ? 1 : 0;
    }
    while (old < directory.size()) {
      reportGone(directory, old++, path, reports);
    }
    directory.become(built);
    return seen;
  }

  /** What is in a directory, in order; of one that cannot be read, what was in it before. */
  private List<Entry> entries(DirectorySnapshot directory, TreePath path) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try {
      tree.scan(
          path,
          new EntryVisitor() {
            @Override
            public void entry(byte[] name, FileAttributes attributes) {
              entries.add(new Entry(name, attributes));
            }

            @Override
            public void failed(byte[] name, StoreException reason) {
              // It vanished just now: the next comparison misses it.
            }
          });
    } catch (StoreException unreadable) {
      entries.clear();
      for (int i = 0; i < directory.size(); i++) {
        FileAttributes seen = seenBefore(path.child(directory.name(i)));
        if (seen != null) {
          entries.add(new Entry(directory.name(i), seen));
        }
      }
    }
    entries.sort((left, right) -> Arrays.compareUnsigned(left.name(), right.name()));
    return entries;
  }

  private FileAttributes seenBefore(TreePath path) throws IOException {
    try {
      FileAttributes seen = tree.statOrMissing(path);
      return seen.isMissing() ? null : seen;
    } catch (StoreException unreadable) {
      return null;
    }
  }

  // ---------------------------------------------------------------- directories below

  /** The snapshot of an entry as it is now: the one it had, unless another directory came. */
  private DirectorySnapshot childOf(
      DirectorySnapshot directory, int index, FileAttributes seen, TreePath path) {
    boolean same = directory.content(index) == Fingerprint.content(seen);
    return same ? directory.child(index) : newChild(seen, path);
  }

  private DirectorySnapshot newChild(FileAttributes seen, TreePath path) {
    return seen.isDirectory() && !scope.excluded().test(path) ? new DirectorySnapshot() : null;
  }

  // ---------------------------------------------------------------- reports

  private void reportGone(DirectorySnapshot directory, int index, TreePath path, boolean reports) {
    if (reports) {
      sink.changed(path.child(directory.name(index)));
    }
  }

  /**
   * A directory, in one whose names have changed, may have been elsewhere since the last look: a
   * rename moves the time of what is renamed.
   */
  private void reportMove(DirectorySnapshot before, int index, FileAttributes seen, TreePath path) {
    if (before.child(index) != null
        && before.content(index) == Fingerprint.content(seen)
        && before.changeTime(index) != Fingerprint.changeTime(seen)) {
      sink.treeUncertain(path);
    }
  }

  private void reportDifference(
      DirectorySnapshot before, int index, FileAttributes seen, TreePath path) {
    if (before.content(index) != Fingerprint.content(seen)) {
      if (!seen.isDirectory()) {
        reportFile(path, seen, false);
      }
    } else if (before.ownership(index) != Fingerprint.ownership(seen)) {
      sink.attributesChanged(path);
    } else if (before.changeTime(index) != Fingerprint.changeTime(seen)) {
      if (!seen.isDirectory()) {
        reportFile(path, seen, false);
      } else if (before.child(index) != null) {
        sink.attributesChanged(path);
      }
    }
  }

  private void reportFile(TreePath path, FileAttributes seen, boolean appeared) {
    long now = now();
    if (!seen.isRegular() || unsettled.isSettled(seen, now)) {
      sink.changed(path);
      return;
    }
    unsettled.add(path, seen, now);
    if (appeared) {
      sink.created(path);
    } else {
      sink.written(path);
    }
  }
}
