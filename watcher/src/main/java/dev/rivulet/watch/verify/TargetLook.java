// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.verify;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.watch.Difference.Kind;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import dev.rivulet.watch.origin.SourceCount;
import dev.rivulet.watch.origin.SourceGuard;
import dev.rivulet.watch.origin.SourceSide;
import dev.rivulet.watch.transfer.Batch;
import dev.rivulet.watch.transfer.BatchBuilder;
import dev.rivulet.watch.transfer.Diversion;
import dev.rivulet.watch.transfer.LinkedNames;
import dev.rivulet.watch.transfer.LookRules;
import dev.rivulet.watch.transfer.Target;
import dev.rivulet.watch.transfer.TargetStatistics;
import dev.rivulet.watch.transfer.Transfers;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares a target with its source by transfers that change nothing, over a connection of its own.
 * Owned by one thread.
 */
final class TargetLook {
  /** Differences that are kept of one look. */
  private static final int MOST = 100_000;

  private final SourceSide side;
  private final Transfers transfers;
  private final boolean contents;
  private String trouble = "";

  /**
   * @param target with a connection of its own
   * @param contents whether sizes and times are not trusted
   */
  TargetLook(SourceSide side, Target target, TargetStatistics statistics, boolean contents) {
    this.side = side;
    this.transfers = new Transfers(side, target, statistics, side.turns().newTurn());
    this.contents = contents;
  }

  /** Compares everything. */
  FoundDifferences everywhere() throws IOException {
    FoundDifferences found = new FoundDifferences(MOST);
    requireSource();
    note(transfers.compareAll(found, contents));
    if (found.all().containsValue(Kind.SURPLUS) && !SourceCount.reaches(side, 1)) {
      throw new IOException("the source is empty");
    }
    return found;
  }

  /** Compares some paths, and perhaps others with them. */
  FoundDifferences at(Set<TreePath> paths) throws IOException {
    FoundDifferences found = at(paths, false);
    if (side.options().update().update()) {
      for (TreePath path : at(paths, true).all().keySet()) {
        found.addIfAbsent(path, Kind.NEWER);
      }
    }
    return found;
  }

  private FoundDifferences at(Set<TreePath> paths, boolean newer) throws IOException {
    FoundDifferences found = new FoundDifferences(MOST);
    requireSource();
    note(transfers.compare(batch(paths), found, contents, newer));
    return found;
  }

  private void note(Transfers.Ending ending) throws IOException {
    requireSource();
    if (ending.code() == ExitCode.PARTIAL) {
      trouble = ending.outcome().reason(ending.code());
    }
  }

  /** What could not be looked at; empty if nothing. */
  String trouble() {
    return trouble;
  }

  private void requireSource() throws IOException {
    if (side.guard().state() != SourceGuard.State.PRESENT) {
      throw new IOException("the source is gone");
    }
  }

  private Batch batch(Collection<TreePath> paths) throws IOException {
    long now = side.now();
    List<Mark> marks =
        paths.stream()
            .map(path -> new Mark(path, Scope.FILE, Change.ATTRIBUTES, now, now, false))
            .toList();
    TreePath directory = side.source().directory();
    Optional<LinkedNames> links =
        side.options().preserve().hardLinks()
            ? Optional.of(new LinkedNames(directory))
            : Optional.empty();
    try (Workspace workspace = side.files().open();
        FileTree base = workspace.open(side.source().base())) {
      return BatchBuilder.build(
          base, directory, links, LookRules.of(side.options()), Diversion.NONE, marks);
    }
  }
}
