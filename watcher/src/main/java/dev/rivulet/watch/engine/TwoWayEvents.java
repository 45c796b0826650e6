// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.engine;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.source.EventSink;
import dev.rivulet.watch.source.ForwardingSink;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The events of a directory that a receiver writes to as well (hazard 16.7): its incomplete files
 * are dropped, and what it has completed, by giving it its name, is passed on as if it were still
 * being written. So the answer to what was received comes late, when what follows it has arrived
 * too: a file that lives for a moment at one side is not brought back by the other.
 */
final class TwoWayEvents extends ForwardingSink {
  private final Predicate<TreePath> excluded;

  /**
   * @param excluded what the filters of the mirror leave out
   */
  TwoWayEvents(Predicate<TreePath> excluded, EventSink next) {
    super(next);
    this.excluded = excluded;
  }

  /** What may be incomplete is looked at when it has been still for a while. */
  private void pass(TreePath path, Consumer<TreePath> event) {
    if (!ReceiversName.isPossible(path)) {
      event.accept(path);
    } else if (!ReceiversName.isLikely(path) || !excluded.test(path)) {
      super.written(path);
    }
  }

  @Override
  public void changed(TreePath path) {
    pass(path, super::changed);
  }

  @Override
  public void appeared(TreePath path) {
    pass(path, super::appeared);
  }

  @Override
  public void attributesChanged(TreePath path) {
    pass(path, super::attributesChanged);
  }

  @Override
  public void created(TreePath path) {
    pass(path, super::created);
  }

  @Override
  public void written(TreePath path) {
    pass(path, super::written);
  }

  @Override
  public void removed(TreePath path) {
    pass(path, super::removed);
  }

  @Override
  public void movedFrom(TreePath path, boolean directory) {
    pass(path, moved -> super.movedFrom(moved, directory));
  }

  @Override
  public void movedTo(TreePath path, boolean directory) {
    if (directory) {
      super.movedTo(path, true);
    } else {
      pass(path, moved -> super.movedTo(moved, false));
    }
  }

  @Override
  public void moved(TreePath from, TreePath to, boolean directory) {
    if (directory || !ReceiversName.isPossible(from)) {
      super.moved(from, to, directory);
      return;
    }
    movedFrom(from, false);
    if (ReceiversName.isOf(from, to)) {
      super.written(to);
    } else {
      movedTo(to, false);
    }
  }
}
