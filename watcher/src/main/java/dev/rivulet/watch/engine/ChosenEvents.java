// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.engine;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.EventChoice;
import dev.rivulet.watch.EventMode;
import dev.rivulet.watch.source.EventSink;
import dev.rivulet.watch.source.ForwardingSink;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes on the events that count and drops the others. What is uncertain, as opposed to seen, is
 * passed on always. Called by the threads of the event source.
 */
final class ChosenEvents extends ForwardingSink {
  private final EventChoice choice;
  private final EventMode mode;

  /** Directories that were made while new directories do not count. */
  private final Set<TreePath> leftAlone = ConcurrentHashMap.newKeySet();

  ChosenEvents(EventChoice choice, EventMode mode, EventSink next) {
    super(next);
    this.choice = choice;
    this.mode = mode;
  }

  @Override
  public void changed(TreePath path) {
    if (mode.heedsClosing() && counts(path)) {
      super.changed(path);
    } else if (mode.heedsWriting() && counts(path)) {
      super.written(path);
    }
  }

  @Override
  public void appeared(TreePath path) {
    if (choice.createFile() && counts(path)) {
      super.appeared(path);
    }
  }

  @Override
  public void attributesChanged(TreePath path) {
    if (choice.attributes() && counts(path)) {
      super.attributesChanged(path);
    }
  }

  @Override
  public void created(TreePath path) {
    if (choice.createFile() && counts(path)) {
      super.created(path);
    }
  }

  @Override
  public void written(TreePath path) {
    if (mode != EventMode.NEITHER && counts(path)) {
      super.written(path);
    }
  }

  @Override
  public void removed(TreePath path) {
    if (leftAlone.remove(path)) {
      return;
    }
    if (choice.delete() && counts(path)) {
      super.removed(path);
    }
  }

  @Override
  public void movedFrom(TreePath path, boolean directory) {
    if (leftAlone.remove(path)) {
      return;
    }
    if (choice.moveFrom() && counts(path)) {
      super.movedFrom(path, directory);
    }
  }

  @Override
  public void movedTo(TreePath path, boolean directory) {
    if (choice.moveTo() && counts(path)) {
      super.movedTo(path, directory);
    } else if (directory) {
      leftAlone.add(path);
    }
  }

  @Override
  public void moved(TreePath from, TreePath to, boolean directory) {
    if (choice.moveFrom() && choice.moveTo() && counts(from) && counts(to)) {
      super.moved(from, to, directory);
    } else {
      movedFrom(from, directory);
      movedTo(to, directory);
    }
  }

  @Override
  public void directoryCreated(TreePath directory) {
    if (choice.createDirectory() && counts(directory)) {
      super.directoryCreated(directory);
    } else {
      leftAlone.add(directory);
    }
  }

  @Override
  public void treeChanged(TreePath directory) {
    if (counts(directory)) {
      super.treeChanged(directory);
    }
  }

  @Override
  public void treeUncertain(TreePath directory) {
    if (counts(directory)) {
      super.treeUncertain(directory);
    }
  }

  @Override
  public void namesChanged(TreePath directory) {
    if (counts(directory)) {
      super.namesChanged(directory);
    }
  }

  @Override
  public void unwatched(TreePath directory, String reason) {
    if (counts(directory)) {
      super.unwatched(directory, reason);
    }
  }

  private boolean counts(TreePath path) {
    if (leftAlone.isEmpty()) {
      return true;
    }
    for (TreePath at = path; !at.isRoot(); at = at.parent()) {
      if (leftAlone.contains(at)) {
        return false;
      }
    }
    return true;
  }
}
