// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.EventFilter.Type;
import dev.rivulet.watch.source.EventSink;

/**
 * Drops the events about names that a filter ignores. Called by the threads of the event source.
 */
final class FilteredEvents implements EventSink {
  private final EventFilter filter;
  private final EventSink next;

  FilteredEvents(EventFilter filter, EventSink next) {
    this.filter = filter;
    this.next = next;
  }

  private boolean counts(TreePath path, Type type) {
    return path.isRoot() || !filter.ignores(path, type);
  }

  private static Type type(boolean directory) {
    return directory ? Type.DIRECTORY : Type.FILE;
  }

  @Override
  public void changed(TreePath path) {
    if (counts(path, Type.FILE)) {
      next.changed(path);
    }
  }

  @Override
  public void appeared(TreePath path) {
    if (counts(path, Type.FILE)) {
      next.appeared(path);
    }
  }

  @Override
  public void attributesChanged(TreePath path) {
    if (counts(path, Type.UNKNOWN)) {
      next.attributesChanged(path);
    }
  }

  @Override
  public void created(TreePath path) {
    if (counts(path, Type.FILE)) {
      next.created(path);
    }
  }

  @Override
  public void written(TreePath path) {
    if (counts(path, Type.FILE)) {
      next.written(path);
    }
  }

  @Override
  public void removed(TreePath path) {
    if (counts(path, Type.UNKNOWN)) {
      next.removed(path);
    }
  }

  @Override
  public void movedFrom(TreePath path, boolean directory) {
    if (counts(path, type(directory))) {
      next.movedFrom(path, directory);
    }
  }

  @Override
  public void movedTo(TreePath path, boolean directory) {
    if (counts(path, type(directory))) {
      next.movedTo(path, directory);
    }
  }

  /** A move with one end left out is the other half alone; the first has been told already. */
  @Override
  public void moved(TreePath from, TreePath to, boolean directory) {
    if (!counts(to, type(directory))) {
      return;
    }
    if (counts(from, type(directory))) {
      next.moved(from, to, directory);
    } else {
      next.movedTo(to, directory);
    }
  }

  @Override
  public void directoryCreated(TreePath directory) {
    if (counts(directory, Type.DIRECTORY)) {
      next.directoryCreated(directory);
    }
  }

  @Override
  public void treeChanged(TreePath directory) {
    if (counts(directory, Type.DIRECTORY)) {
      next.treeChanged(directory);
    }
  }

  @Override
  public void namesChanged(TreePath directory) {
    if (counts(directory, Type.DIRECTORY)) {
      next.namesChanged(directory);
    }
  }

  @Override
  public void overflowed() {
    next.overflowed();
  }

  @Override
  public void rootLost() {
    next.rootLost();
  }

  @Override
  public void unwatched(TreePath directory, String reason) {
    if (counts(directory, Type.DIRECTORY)) {
      next.unwatched(directory, reason);
    }
  }
}
