// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.engine;

import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterList.Side;
import dev.rivulet.rsync.filter.FilterList.Verdict;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.watch.FailingPath;
import dev.rivulet.watch.PathReport;
import dev.rivulet.watch.PathState;
import dev.rivulet.watch.TargetStatus;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.MarkSet;
import dev.rivulet.watch.mark.Publication.Step;
import dev.rivulet.watch.origin.SourceSide;
import dev.rivulet.watch.send.TargetWorker;
import dev.rivulet.watch.transfer.TargetStatistics;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Says what is known about one path of a source, target by target. Rules that stand in files of the
 * source are not looked at.
 */
final class PathInquiry {
  private final SourceSide side;
  private final List<TargetWorker> workers;
  private final Set<TreePath> unwatched;
  private final Clock clock;

  /**
   * @param unwatched directories that are compared, because they cannot be watched
   */
  PathInquiry(SourceSide side, List<TargetWorker> workers, Set<TreePath> unwatched, Clock clock) {
    this.side = side;
    this.workers = workers;
    this.unwatched = unwatched;
    this.clock = clock;
  }

  /** One report for each target; none if the path is not in the watched directory. */
  List<PathReport> about(byte[] typed) throws IOException {
    Optional<TreePath> located = new SourcePlace(side.files(), side.source()).locate(typed);
    if (located.isEmpty()) {
      return List.of();
    }
    TreePath path = located.get();
    Optional<FilterRule> rule = excludedBy(path);
    List<PathReport> reports = new ArrayList<>();
    for (TargetWorker worker : workers) {
      reports.add(
          rule.isPresent()
              ? report(
                  worker, path, PathState.EXCLUDED, "by " + rule.get().shown(), Optional.empty())
              : about(path, worker));
    }
    return reports;
  }

  private PathReport about(TreePath path, TargetWorker worker) {
    TargetStatistics statistics = worker.statistics();
    Optional<Mark> sending = statistics.inFlight(path);
    if (sending.isPresent()) {
      return report(worker, path, PathState.SENDING, "", since(sending.get()));
    }
    Optional<FailingPath> failing = statistics.failing(path);
    if (failing.isPresent()) {
      Optional<Instant> since = Optional.of(failing.get().since());
      return report(worker, path, PathState.FAILING, failing.get().reason(), since);
    }
    TargetStatus status = worker.status();
    if (worker.holds(path)) {
      return report(worker, path, PathState.HELD, status.reason(), Optional.empty());
    }
    Optional<Mark> waiting = worker.marks().covering(path);
    if (waiting.isPresent()) {
      String reason =
          status.reason().isEmpty() ? cause(path, waiting.get(), worker) : status.reason();
      return report(worker, path, PathState.WAITING, reason, since(waiting.get()));
    }
    Optional<TreePath> other = worker.clashes().of(path);
    if (other.isPresent()) {
      String detail = other.get().toString();
      return report(worker, path, PathState.CLASHING, detail, Optional.empty());
    }
    Optional<Instant> confirmed = statistics.confirmedAt(path);
    if (confirmed.isPresent()) {
      return report(worker, path, PathState.CONFIRMED, "", confirmed);
    }
    PathState state = status.provenAt().isPresent() ? PathState.UNCHANGED : PathState.UNPROVEN;
    return report(worker, path, state, "", status.provenAt());
  }

  private String cause(TreePath path, Mark mark, TargetWorker worker) {
    return worker
        .marks()
        .publication()
        .stepOf(path)
        .flatMap(step -> awaited(step, worker))
        .orElse(mark.path().equals(path) ? "" : mark.path() + " is to be compared");
  }

  /**
   * What has to arrive before a path has its turn in the order of a publication, and what keeps
   * that order from being known.
   */
  private Optional<String> awaited(Step step, TargetWorker worker) {
    Optional<TreePath> gap = unwatched.stream().findFirst();
    if (gap.isPresent()) {
      return Optional.of("not published while " + gap.get() + " cannot be watched");
    }
    TargetStatistics statistics = worker.statistics();
    MarkSet marks = worker.marks();
    boolean toBePublished = step == Step.SEND || step == Step.WITHDRAW;
    Optional<Mark> first =
        toBePublished
            ? Stream.of(marks.oldestUnpublished(), statistics.oldestInFlight())
                .flatMap(Optional::stream)
                .min(Mark.BY_AGE)
            : marks.publication().oldestPublished();
    return first.map(Mark::path).map(path -> "after " + path + reason(path, statistics));
  }

  private static String reason(TreePath path, TargetStatistics statistics) {
    return statistics.failing(path).map(failing -> ", which fails: " + failing.reason()).orElse("");
  }

  private PathReport report(
      TargetWorker worker, TreePath path, PathState state, String detail, Optional<Instant> since) {
    String target = worker.statistics().target();
    return new PathReport(side.mirror().name(), target, path.toString(), state, detail, since);
  }

  private Optional<Instant> since(Mark mark) {
    return Optional.of(clock.instant().minusNanos(Math.max(0, side.now() - mark.firstNanos())));
  }

  // ---------------------------------------------------------------- rules

  /** The rule that leaves out the path, or a directory above it. */
  private Optional<FilterRule> excludedBy(TreePath path) throws IOException {
    Optional<FilterRule> found = Optional.empty();
    if (!path.parent().isRoot() && !path.isRoot()) {
      found = excludedBy(path.parent());
    }
    return found.isPresent() || path.isRoot() ? found : rule(path.bytes(), isDirectory(path));
  }

  private Optional<FilterRule> rule(byte[] name, boolean isDirectory) {
    for (FilterRule rule : side.options().filters().rules()) {
      Verdict verdict = new FilterList(List.of(rule)).judge(name, isDirectory, Side.SENDER, false);
      if (verdict != Verdict.UNDECIDED) {
        return Optional.of(rule).filter(deciding -> verdict == Verdict.EXCLUDED);
      }
    }
    return Optional.empty();
  }

  /** What is gone counts as a file. */
  private boolean isDirectory(TreePath path) throws IOException {
    try (Workspace workspace = side.files().open();
        FileTree base = workspace.open(side.source().base())) {
      return base.statOrMissing(path).isDirectory();
    }
  }
}
