// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.engine;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.Pace;
import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import dev.rivulet.watch.mark.MarkSet;
import dev.rivulet.watch.origin.SourceSide;
import dev.rivulet.watch.origin.WatchSource;
import dev.rivulet.watch.source.EventSink;
import dev.rivulet.watch.source.NamePatterns;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Turns what the event source of a tree reports into marks, the same for every target.
 *
 * <p>Called by the thread of the event source; the mark sets do the locking.
 */
final class EventMarks implements EventSink {
  private static final long NEW_QUIET_NANOS = Pace.NEW_QUIET.toNanos();
  private static final long GROWN_NANOS = Pace.LONGEST_GAP.toNanos();

  private final SourceSide side;
  private final WatchSource source;
  private final List<MarkSet> sets;
  private final long writtenQuietNanos;
  private final NamePatterns growing;
  private final AtomicLong overflows = new AtomicLong();

  /**
   * @param sets one for each target
   */
  EventMarks(SourceSide side, List<MarkSet> sets) {
    this.side = side;
    this.source = side.source();
    this.sets = List.copyOf(sets);
    this.writtenQuietNanos = side.settings().pace().writtenQuiet().toNanos();
    this.growing = side.settings().appendOnly();
  }

  /** How often the event queue has overflowed; any thread may ask. */
  long overflows() {
    return overflows.get();
  }

  @Override
  public void changed(TreePath path) {
    mark(path, Scope.FILE, Change.CONTENT);
  }

  @Override
  public void attributesChanged(TreePath path) {
    mark(path, Scope.FILE, Change.ATTRIBUTES);
  }

  @Override
  public void appeared(TreePath path) {
    mark(path, Scope.FILE, Change.NAME);
  }

  @Override
  public void removed(TreePath path) {
    mark(path, Scope.FILE, Change.NAME);
  }

  @Override
  public void movedFrom(TreePath path, boolean directory) {
    mark(path, Scope.FILE, Change.NAME);
  }

  @Override
  public void movedTo(TreePath path, boolean directory) {
    if (directory) {
      treeChanged(path);
    } else {
      mark(path, Scope.FILE, Change.NAME);
    }
  }

  @Override
  public void created(TreePath path) {
    for (MarkSet set : sets) {
      set.addNew(inTransfer(path), Scope.FILE, side.now(), NEW_QUIET_NANOS);
    }
  }

  /** What is new in a file that only grows is complete at any time (15.6). */
  @Override
  public void written(TreePath path) {
    if (growing.cover(path)) {
      for (MarkSet set : sets) {
        set.addWithin(inTransfer(path), Change.CONTENT, side.now(), GROWN_NANOS);
      }
      return;
    }
    long quiet = TwoWayMirror.quietNanos(side.settings(), writtenQuietNanos);
    for (MarkSet set : sets) {
      set.addAfterQuiet(inTransfer(path), Change.CONTENT, side.now(), quiet);
    }
  }

  @Override
  public void moved(TreePath from, TreePath to, boolean directory) {
    for (MarkSet set : sets) {
      set.addRenamed(inTransfer(from), inTransfer(to), directory, side.now());
    }
  }

  /** Where a receiver makes directories too, what is in one is not sent back at once (16.7). */
  @Override
  public void directoryCreated(TreePath directory) {
    if (!side.settings().twoWay()) {
      treeChanged(directory);
      return;
    }
    long quiet = TwoWayMirror.quietNanos(side.settings(), writtenQuietNanos);
    for (MarkSet set : sets) {
      set.addTreeLater(inTransfer(directory), side.now(), quiet);
    }
  }

  @Override
  public void treeChanged(TreePath directory) {
    mark(directory, Scope.TREE, Change.CONTENT);
  }

  @Override
  public void treeUncertain(TreePath directory) {
    mark(directory, Scope.TREE, Change.ATTRIBUTES);
  }

  @Override
  public void namesChanged(TreePath directory) {
    mark(directory, Scope.LIST, Change.CONTENT);
  }

  @Override
  public void overflowed() {
    overflows.incrementAndGet();
    sets.forEach(set -> set.renames().distrust());
    side.tell(new WatchEvent.Degraded("event queue overflow: searching " + source));
  }

  @Override
  public void rootLost() {
    // The guard of every worker sees it before the next transfer.
    mark(TreePath.ROOT, Scope.TREE, Change.ATTRIBUTES);
  }

  @Override
  public void unwatched(TreePath directory, String reason) {
    side.tell(
        new WatchEvent.Degraded("cannot watch " + directory + " (" + reason + "): polling it"));
  }

  private void mark(TreePath path, Scope scope, Change change) {
    for (MarkSet set : sets) {
      set.add(inTransfer(path), scope, change, side.now());
    }
  }

  private TreePath inTransfer(TreePath path) {
    return source.directory().resolve(path);
  }
}
