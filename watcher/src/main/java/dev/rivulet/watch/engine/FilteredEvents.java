// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.engine;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.EventFilter;
import dev.rivulet.watch.EventFilter.Type;
import dev.rivulet.watch.source.EventSink;
import dev.rivulet.watch.source.ForwardingSink;

/**
 * Drops the events about names that a filter ignores. Called by the threads of the event source.
 */
final class FilteredEvents extends ForwardingSink {
  private final EventFilter filter;

  FilteredEvents(EventFilter filter, EventSink next) {
    super(next);
    this.filter = filter;
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
      super.changed(path);
    }
  }

  @Override
  public void appeared(TreePath path) {
    if (counts(path, Type.FILE)) {
      super.appeared(path);
    }
  }

  @Override
  public void attributesChanged(TreePath path) {
    if (counts(path, Type.UNKNOWN)) {
      super.attributesChanged(path);
    }
  }

  @Override
  public void created(TreePath path) {
    if (counts(path, Type.FILE)) {
      super.created(path);
    }
  }

  @Override
  public void written(TreePath path) {
    if (counts(path, Type.FILE)) {
      super.written(path);
    }
  }

  @Override
  public void removed(TreePath path) {
    if (counts(path, Type.UNKNOWN)) {
      super.removed(path);
    }
  }

  @Override
  public void movedFrom(TreePath path, boolean directory) {
    if (counts(path, type(directory))) {
      super.movedFrom(path, directory);
    }
  }

  @Override
  public void movedTo(TreePath path, boolean directory) {
    if (counts(path, type(directory))) {
      super.movedTo(path, directory);
    }
  }

  /** A move with one end left out is the other half alone. */
  @Override
  public void moved(TreePath from, TreePath to, boolean directory) {
    if (counts(from, type(directory)) && counts(to, type(directory))) {
      super.moved(from, to, directory);
    } else {
      movedFrom(from, directory);
      movedTo(to, directory);
    }
  }

  @Override
  public void directoryCreated(TreePath directory) {
    if (counts(directory, Type.DIRECTORY)) {
      super.directoryCreated(directory);
    }
  }

  @Override
  public void treeChanged(TreePath directory) {
    if (counts(directory, Type.DIRECTORY)) {
      super.treeChanged(directory);
    }
  }

  @Override
  public void treeUncertain(TreePath directory) {
    if (counts(directory, Type.DIRECTORY)) {
      super.treeUncertain(directory);
    }
  }

  @Override
  public void namesChanged(TreePath directory) {
    if (counts(directory, Type.DIRECTORY)) {
      super.namesChanged(directory);
    }
  }

  @Override
  public void unwatched(TreePath directory, String reason) {
    if (counts(directory, Type.DIRECTORY)) {
      super.unwatched(directory, reason);
    }
  }
}
