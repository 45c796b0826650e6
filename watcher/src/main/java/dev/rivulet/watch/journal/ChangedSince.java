// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.journal;

import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import dev.rivulet.watch.mark.MarkSet;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Marks what has changed since a time without anybody having listened: the change time of an inode,
 * which no program can set back, shows even a rewrite of equal size whose modification time was
 * restored (hazards 13.3, 15.2).
 *
 * <p>A directory that has changed is compared as a whole, as it may have come from elsewhere with
 * everything in it as old as ever.
 */
final class ChangedSince {
  private final FileTree base;
  private final Instant since;
  private final MarkSet marks;
  private final long nowNanos;
  private final Deque<TreePath> open = new ArrayDeque<>();

  private ChangedSince(FileTree base, Instant since, MarkSet marks, long nowNanos) {
    this.base = base;
    this.since = since;
    this.marks = marks;
    this.nowNanos = nowNanos;
  }

  /**
   * Walks over a source.
   *
   * @param base where the paths of marks begin
   * @param source the watched directory below it
   * @throws IOException if the source itself cannot be read
   */
  static void mark(FileTree base, TreePath source, Instant since, MarkSet marks, long nowNanos)
      throws IOException {
    new ChangedSince(base, since, marks, nowNanos).walk(source);
  }

  private void walk(TreePath source) throws IOException {
    if (isNew(base.stat(source))) {
      marks.add(source, Scope.LIST, Change.ATTRIBUTES, nowNanos);
    }
    open.push(source);
    while (!open.isEmpty()) {
      TreePath directory = open.pop();
      try {
        base.scan(directory, new Entries(directory));
      } catch (StoreException unreadable) {
        marks.add(directory, Scope.TREE, Change.ATTRIBUTES, nowNanos);
      }
    }
  }

  private boolean isNew(FileAttributes found) {
    return !Instant.ofEpochSecond(found.ctime(), found.ctimeNanos()).isBefore(since);
  }

  private final class Entries implements EntryVisitor {
    private final TreePath directory;

    Entries(TreePath directory) {
      this.directory = directory;
    }

    @Override
    public void entry(byte[] name, FileAttributes found) {
      TreePath path = directory.child(name);
      boolean isDirectory = found.isDirectory();
      if (isNew(found)) {
        Scope scope = isDirectory ? Scope.TREE : Scope.FILE;
        marks.add(path, scope, isDirectory ? Change.ATTRIBUTES : Change.CONTENT, nowNanos);
      }
      if (isDirectory) {
        open.push(path);
      }
    }

    @Override
    public void failed(byte[] name, StoreException reason) {
      marks.add(directory.child(name), Scope.FILE, Change.CONTENT, nowNanos);
    }
  }
}
