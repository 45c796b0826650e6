// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.engine;

import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.watch.Backlog;
import dev.rivulet.watch.PendingPath;
import dev.rivulet.watch.PendingPath.Kind;
import dev.rivulet.watch.TargetState;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import dev.rivulet.watch.mark.MarkSet;
import dev.rivulet.watch.mark.OutstandingMarks;
import dev.rivulet.watch.origin.SourceGuard;
import dev.rivulet.watch.origin.SourceSide;
import dev.rivulet.watch.send.TargetWorker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Puts names to the marks of a target: a mark says where to look, so each path is looked at. */
final class PendingPaths {
  private static final Comparator<Mark> OLDEST_FIRST =
      Comparator.comparingLong(Mark::firstNanos).thenComparing(Mark::path);

  /** In any other state the first comparison waits to be begun, or begun again. */
  private static final Set<TargetState> SENDING =
      EnumSet.of(TargetState.STARTING, TargetState.SENDING);

  private final SourceSide side;

  PendingPaths(SourceSide side) {
    this.side = side;
  }

  /**
   * What a target lacks.
   *
   * @param most paths that are looked at
   */
  Backlog of(TargetWorker worker, int most) throws IOException {
    MarkSet marks = worker.marks();
    OutstandingMarks outstanding = marks.outstanding();
    List<Mark> all = new ArrayList<>(outstanding.underWay());
    all.addAll(outstanding.waiting());
    all.sort(OLDEST_FIRST);
    boolean sends = SENDING.contains(worker.status().state());
    List<PendingPath> oldest = new ArrayList<>();
    try (Workspace files = side.files().open()) {
      for (Mark mark : all.subList(0, Math.min(most, all.size()))) {
        FileAttributes now = files.stat(side.source().pathOf(mark.path()), false);
        Kind kind = kind(mark, marks, now);
        boolean taken = outstanding.underWay().contains(mark);
        boolean underWay = taken && (sends || kind != Kind.EVERYTHING);
        oldest.add(new PendingPath(mark.path(), kind, now.isDirectory(), underWay));
      }
    }
    return new Backlog(worker.statistics().target(), all.size(), oldest);
  }

  /** While the source is away, nothing can be seen of what has happened in it. */
  private Kind kind(Mark mark, MarkSet marks, FileAttributes now) {
    if (mark.scope() == Scope.TREE && mark.path().equals(side.source().directory())) {
      return Kind.EVERYTHING;
    } else if (now.isMissing() && side.guard().state() == SourceGuard.State.PRESENT) {
      return Kind.DELETED;
    }
    boolean newTree = mark.scope() == Scope.TREE && mark.change() != Change.ATTRIBUTES;
    if (newTree || mark.unseen() || marks.renames().leadTo(mark.path())) {
      return Kind.CREATED;
    }
    boolean attributes = mark.scope() == Scope.FILE && mark.change() == Change.ATTRIBUTES;
    return attributes ? Kind.ATTRIBUTES : Kind.CONTENT;
  }
}
