// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.verify;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.Difference;
import dev.rivulet.watch.Difference.Kind;
import dev.rivulet.watch.TargetState;
import dev.rivulet.watch.TargetStatus;
import dev.rivulet.watch.Verification;
import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import dev.rivulet.watch.mark.MarkSet;
import dev.rivulet.watch.origin.SourceSide;
import dev.rivulet.watch.send.TargetWorker;
import dev.rivulet.watch.transfer.Target;
import dev.rivulet.watch.transfer.TargetStatistics;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Proves that a target equals its source, and repairs what no event has told of (hazards 2.9, 2.10,
 * 15.2).
 *
 * <p>Everything is compared while changes go on being sent over another connection, so what differs
 * at the first look may only be on its way. Such paths are looked at again when all that is known
 * is confirmed; one that differs then, and has no mark and had none meanwhile, is a lost update. It
 * is marked, so that it is sent like any change. Owned by one thread.
 */
public final class Verifier {
  /** How often a path is looked at that keeps changing. */
  private static final int LOOKS = 3;

  /** How long all that is known is waited for; a file that stays open is not for ever. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final SourceSide side;
  private final TargetWorker worker;
  private final Target target;
  private final Hearing hearing;
  private final Clock clock;
  private final ClashFinder clashes;

  /** What the source of events can say of itself. */
  public interface Hearing {
    /** Waits until every change that was made before the call has its mark. */
    boolean awaitHeard(long deadlineNanos) throws IOException, InterruptedException;

    /** Whether every change is told of soon, as opposed to looked for from time to time. */
    boolean isSure();
  }

  /** What is known so far. */
  private static final class Verdict {
    private final Map<TreePath, Kind> differing = new LinkedHashMap<>();
    private final Map<TreePath, Kind> repaired = new LinkedHashMap<>();
    private final Map<TreePath, Kind> newer = new LinkedHashMap<>();
    private int unsettled;
    private String trouble = "";
  }

  /**
   * @param target that of the worker, with a connection of its own
   */
  public Verifier(
      SourceSide side, TargetWorker worker, Target target, Hearing hearing, Clock clock) {
    this.side = side;
    this.worker = worker;
    this.target = target;
    this.hearing = hearing;
    this.clock = clock;
    this.clashes = new ClashFinder(side, target.name(), target.clashes());
  }

  /** The worker whose target is verified. */
  TargetWorker worker() {
    return worker;
  }

  /**
   * Compares, repairs and tells.
   *
   * @param contents whether contents are compared, instead of sizes and times
   */
  Verification verify(boolean contents) throws InterruptedException {
    long started = side.now();
    Verdict verdict = new Verdict();
    try {
      verdict.trouble = awaitSettled();
      if (verdict.trouble.isEmpty()) {
        TargetLook look = new TargetLook(side, target, worker.statistics(), contents);
        compare(look, contents, verdict);
        findClashes(look, verdict);
      }
    } catch (IOException e) {
      verdict.trouble = String.valueOf(e.getMessage());
    } finally {
      target.closeQuietly();
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return conclude(verdict, Duration.ofNanos(side.now() - started));
  }

  /** Returns why the target cannot be verified; nothing if it can. */
  private String awaitSettled() throws IOException, InterruptedException {
    long now = side.now();
    hearing.awaitHeard(now + PATIENCE_NANOS);
    worker.statistics().awaitSettled(now, now + PATIENCE_NANOS);
    TargetStatus status = worker.status();
    return switch (status.state()) {
      case UP, SENDING, HELD -> "";
      default -> status.reason();
    };
  }

  private void compare(TargetLook look, boolean contents, Verdict verdict)
      throws IOException, InterruptedException {
    FoundDifferences everywhere = look.everywhere();
    Map<TreePath, Kind> open = everywhere.all();
    for (int i = 0; i < LOOKS && !open.isEmpty() && verdict.trouble.isEmpty(); i++) {
      verdict.trouble = awaitSettled();
      Instant since = clock.instant();
      Map<TreePath, Kind> again = look.at(open.keySet()).of(open.keySet());
      hearing.awaitHeard(side.now() + PATIENCE_NANOS);
      open = judge(again, since, verdict);
    }
    verdict.unsettled = open.size();
    if (verdict.trouble.isEmpty()) {
      verdict.trouble = look.trouble();
    }
    repair(verdict, contents, everywhere.left() > 0);
  }

  /** Returns the paths that only a later look can judge. */
  private Map<TreePath, Kind> judge(Map<TreePath, Kind> found, Instant since, Verdict verdict)
      throws IOException {
    Map<TreePath, Kind> open = new LinkedHashMap<>();
    PathsUnderWay underWay = PathsUnderWay.of(worker.marks(), worker.statistics(), since);
    for (Map.Entry<TreePath, Kind> entry : found.entrySet()) {
      TreePath path = entry.getKey();
      Kind kind = entry.getValue();
      if (clashes.isClash(path)) {
        verdict.differing.put(path, Kind.CLASHING);
      } else if (isKnown(entry)) {
        verdict.differing.put(path, kind);
      } else if (underWay.contains(path)) {
        open.put(path, kind);
      } else {
        verdict.differing.put(path, kind);
        (kind == Kind.NEWER ? verdict.newer : verdict.repaired).put(path, kind);
      }
    }
    return open;
  }

  /** Sending a file has repaired nothing if it has taken the place of another one. */
  private void findClashes(TargetLook look, Verdict verdict)
      throws IOException, InterruptedException {
    Map<TreePath, Kind> sent = new LinkedHashMap<>(verdict.repaired);
    sent.values().removeIf(kind -> kind == Kind.SURPLUS);
    Set<TreePath> suspects = clashes.suspects(sent.keySet());
    if (suspects.isEmpty() || !awaitSettled().isEmpty()) {
      return;
    }
    Instant since = clock.instant();
    Map<TreePath, Kind> found = look.at(suspects).of(suspects);
    hearing.awaitHeard(side.now() + PATIENCE_NANOS);
    PathsUnderWay underWay = PathsUnderWay.of(worker.marks(), worker.statistics(), since);
    if (suspects.stream().anyMatch(underWay::contains)) {
      return;
    }
    found.entrySet().removeIf(one -> one.getValue() == Kind.NEWER || isKnown(one));
    clashes
        .judge(sent.keySet(), verdict.differing.keySet(), found.keySet())
        .forEach(
            (path, other) -> {
              verdict.differing.remove(other);
              verdict.repaired.remove(other);
              verdict.repaired.remove(path);
              verdict.differing.put(path, Kind.CLASHING);
            });
  }

  /** Whether it differs for a reason that the status shows. */
  private boolean isKnown(Map.Entry<TreePath, Kind> difference) {
    TreePath path = difference.getKey();
    boolean held = worker.status().state() == TargetState.HELD;
    return worker.statistics().failing(path).isPresent()
        || worker.holds(path)
        || held && difference.getValue() == Kind.SURPLUS;
  }

  /**
   * @param more whether there may be more than was looked at
   */
  private void repair(Verdict verdict, boolean contents, boolean more) {
    MarkSet marks = worker.marks();
    if (!verdict.repaired.isEmpty()) {
      target.known().clear();
      target.growing().clear();
    }
    verdict.repaired.forEach(
        (path, kind) ->
            marks.add(
                path,
                Scope.FILE,
                kind == Kind.ATTRIBUTES ? Change.ATTRIBUTES : Change.CONTENT,
                side.now()));
    if (more && !verdict.repaired.isEmpty()) {
      Change change = contents ? Change.CONTENT : Change.ATTRIBUTES;
      marks.add(side.source().directory(), Scope.TREE, change, side.now());
    }
  }

  private Verification conclude(Verdict verdict, Duration took) {
    List<Difference> named = new ArrayList<>();
    for (Map.Entry<TreePath, Kind> entry : verdict.differing.entrySet()) {
      if (named.size() < Verification.MOST_NAMED) {
        named.add(new Difference(entry.getKey().toString(), entry.getValue()));
      }
    }
    long lost = hearing.isSure() ? verdict.repaired.size() : 0;
    TargetStatistics statistics = worker.statistics();
    Verification verification =
        new Verification(
            side.mirror().name(),
            statistics.target(),
            took,
            verdict.differing.size(),
            named,
            lost,
            verdict.unsettled,
            verdict.trouble);
    if (verdict.trouble.isEmpty()) {
      statistics.verified(lost, verdict.newer.keySet());
    }
    side.tell(new WatchEvent.Verified(verification));
    return verification;
  }
}
