// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Looks for what dropped events were about: everything below the root whose change time, which no
 * program can set, is not older than the last sound moment. A name that came or went moves the time
 * of its directory, and whatever else happens to a file its own.
 *
 * <p>What is found is marked as narrowly as if its event had come. Used once, by one thread.
 */
final class OverflowSearch {
  private final WatchScope scope;
  private final FileTree tree;
  private final EventSink sink;
  private final NewDirectories newDirectories;
  private final BooleanSupplier ended;
  private final long sinceMillis;

  /** Asked about each directory in one whose names have changed. */
  @FunctionalInterface
  interface NewDirectories {

    /**
     * Whether a directory is not the one that was known at this place. If so the callee reports it
     * as a whole, and the search does not look into it.
     *
     * @param recent whether the directory itself changed, as one does that is moved
     */
    boolean takesOver(TreePath directory, boolean recent);
  }

  private record Visit(TreePath path, FileAttributes seen) {}

  OverflowSearch(
      WatchScope scope,
      FileTree tree,
      EventSink sink,
      NewDirectories newDirectories,
      BooleanSupplier ended,
      long sinceMillis) {
    this.scope = scope;
    this.tree = tree;
    this.sink = sink;
    this.newDirectories = newDirectories;
    this.ended = ended;
    this.sinceMillis = sinceMillis;
  }

  /**
   * Looks at every directory and file.
   *
   * @throws IOException if the root cannot be looked at
   */
  void run() throws IOException {
    Deque<Visit> open = new ArrayDeque<>();
    open.push(new Visit(TreePath.ROOT, tree.stat(TreePath.ROOT)));
    while (!open.isEmpty() && !ended.getAsBoolean()) {
      Visit directory = open.pop();
      boolean renewed = isRecent(directory.seen());
      if (renewed) {
        sink.namesChanged(directory.path());
      }
      for (Visit below : directoriesIn(directory.path())) {
        if (!renewed || !newDirectories.takesOver(below.path(), isRecent(below.seen()))) {
          open.push(below);
        }
      }
    }
  }

  private boolean isRecent(FileAttributes seen) {
    return seen.ctime() * 1000 + seen.ctimeNanos() / 1_000_000 >= sinceMillis;
  }

  /** The directories to go on with; the files are dealt with on the way. */
  private List<Visit> directoriesIn(TreePath path) throws IOException {
    List<Visit> directories = new ArrayList<>();
    try {
      tree.scan(
          path,
          new EntryVisitor() {
            @Override
            public void entry(byte[] name, FileAttributes seen) {
              TreePath entry = path.child(name);
              if (!seen.isDirectory()) {
                reportRecent(entry, seen);
              } else if (!scope.excluded().test(entry)) {
                directories.add(new Visit(entry, seen));
              }
            }

            @Override
            public void failed(byte[] name, StoreException reason) {
              sink.changed(path.child(name));
            }
          });
    } catch (StoreException e) {
      if (path.isRoot()) {
        throw e;
      }
      sink.treeUncertain(path);
    }
    return directories;
  }

  private void reportRecent(TreePath file, FileAttributes seen) {
    if (isRecent(seen)) {
      sink.changed(file);
    }
  }
}
