// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.watch.mark.RenameHint;
import dev.rivulet.watch.origin.SourceSide;
import dev.rivulet.watch.origin.TransferTurns;
import dev.rivulet.watch.transfer.DeletionMethod.Way;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Has a target make new names from old ones, in transfers ahead of the batch that would send them.
 * What does not work that way stays in the batch as it is, so nothing depends on it. The old name
 * goes with the batch, which is later, so that it is there as long as it is needed.
 *
 * <p>Where nothing but the rename has happened to what was compared once, and the old name goes,
 * the target makes links and sizes and times are trusted; else it makes copies, and contents are
 * compared. Owned by one worker.
 */
public final class RenameReuse {
  /** Bytes of a file that is worth a transfer of its own. */
  private static final long SMALLEST = 64 * 1024;

  private final SourceSide side;
  private final Target target;
  private final TargetStatistics statistics;
  private final RenameSupport support;
  private final TransferTurns.Turn turn;

  /**
   * @param turn that of the batches
   */
  public RenameReuse(
      SourceSide side, Target target, TargetStatistics statistics, TransferTurns.Turn turn) {
    this.turn = turn;
    this.side = side;
    this.target = target;
    this.statistics = statistics;
    this.support = target.renames();
  }

  /** Two directories, by which files are grouped. */
  private record Ways(TreePath from, TreePath to) {}

  /**
   * Makes what it can of a batch.
   *
   * @param hints renames whose new names may be in it
   * @param deleting whether the batch deletes what is missing
   * @return what is left to do
   * @throws IOException if the target was lost, so that it should be tried again later
   */
  public Batch ahead(Batch batch, List<RenameHint> hints, boolean deleting) throws IOException {
    if (hints.isEmpty() || !isAllowed()) {
      return batch;
    }
    List<RenameHint> directories = new ArrayList<>();
    Map<Ways, List<TreePath>> files = new LinkedHashMap<>();
    look(batch, hints, directories, files);
    if (directories.isEmpty() && files.isEmpty()) {
      return batch;
    }
    target.known().forget(batch);
    RenamePlan plan = plan(deleting);
    Set<TreePath> made = new HashSet<>();
    for (RenameHint hint : directories) {
      if (makeDirectory(plan, hint, deleting && batch.isMissing(hint.from()))) {
        made.add(hint.to());
      }
    }
    for (Map.Entry<Ways, List<TreePath>> group : files.entrySet()) {
      Ways ways = group.getKey();
      TransferPlan.Step step = plan.files(ways.from(), ways.to(), group.getValue());
      RenameSupport.Way way =
          ways.from().equals(ways.to()) ? RenameSupport.Way.LIKENESS : RenameSupport.Way.COPY;
      if (carriesOut(way, step, ways.to())) {
        made.addAll(group.getValue());
      }
    }
    return batch.after(made);
  }

  /** New names of files that may be made. */
  public Set<TreePath> files(List<RenameHint> hints) {
    Set<TreePath> files = new HashSet<>();
    if (!hints.isEmpty() && isAllowed()) {
      for (RenameHint hint : hints) {
        if (isFile(hint)) {
          files.add(hint.to());
        }
      }
    }
    return files;
  }

  private boolean isAllowed() {
    return side.settings().renames()
        && !side.settings().twoWay()
        && side.settings().publish().isEmpty()
        && RenamePlan.suits(side.options());
  }

  private boolean isFile(RenameHint hint) {
    return !hint.directory()
        && RenamePlan.isWithinReach(hint)
        && target.comparesBlocks()
        && isUsable(hint);
  }

  // ---------------------------------------------------------------- looking

  /** Looks at both names again: an old one that is in use again is none. */
  private void look(
      Batch batch,
      List<RenameHint> hints,
      List<RenameHint> directories,
      Map<Ways, List<TreePath>> files)
      throws IOException {
    Set<TreePath> contents = new HashSet<>(batch.contents());
    Set<TreePath> rewritten = new HashSet<>(batch.rewritten());
    try (Workspace workspace = side.files().open();
        FileTree base = workspace.open(side.source().base())) {
      for (RenameHint hint : hints) {
        if (hint.directory()) {
          if (rewritten.contains(hint.to()) && isUsable(hint) && isGone(base, hint.from())) {
            directories.add(hint);
          }
        } else if (isFile(hint) && contents.contains(hint.to()) && isLarge(base, hint.to())) {
          Ways ways = new Ways(hint.from().parent(), hint.to().parent());
          files.computeIfAbsent(ways, key -> new ArrayList<>()).add(hint.to());
        }
      }
    }
  }

  private boolean isUsable(RenameHint hint) {
    return RenamePlan.canBeNamed(hint.from())
        && RenamePlan.canBeNamed(hint.to())
        && !RenamePlan.isLeftOut(side.options().filters(), hint.from())
        && !RenamePlan.isLeftOut(side.options().filters(), hint.to());
  }

  private static boolean isGone(FileTree base, TreePath path) {
    try {
      return base.statOrMissing(path).isMissing();
    } catch (IOException cannotSay) {
      return false;
    }
  }

  private static boolean isLarge(FileTree base, TreePath path) {
    try {
      FileAttributes found = base.statOrMissing(path);
      return found.isRegular() && found.size() >= SMALLEST;
    } catch (IOException cannotSay) {
      return false;
    }
  }

  private RenamePlan plan(boolean deleting) throws IOException {
    int protocol = target.protocol(side.options());
    Way way = target.deletion().way(protocol);
    TransferPlan plan =
        new TransferPlan(side.options(), side.source(), false, deleting, way, protocol);
    return new RenamePlan(plan, side.source());
  }

  // ---------------------------------------------------------------- transfers

  /**
   * Both names share their files until the old one is deleted, so nothing may be written in place
   * meanwhile.
   *
   * @param goes whether the old name is deleted next
   */
  private boolean makeDirectory(RenamePlan plan, RenameHint hint, boolean goes) throws IOException {
    boolean sure = hint.certain() && goes && side.settings().initialPass();
    boolean links =
        sure
            && target.deletion().isProven()
            && !side.options().delivery().inplace()
            && side.options().deletion().maxDelete() < 0;
    return links && carriesOut(RenameSupport.Way.LINK, plan.directory(hint, true, false), hint.to())
        || carriesOut(RenameSupport.Way.COPY, plan.directory(hint, false, !sure), hint.to());
  }

  /** Whether a transfer into a directory has worked without a fault. */
  private boolean carriesOut(RenameSupport.Way way, TransferPlan.Step step, TreePath directory)
      throws IOException {
    if (!support.knows(way)) {
      return false;
    }
    TransferOutcome outcome = new TransferOutcome(event -> turn.moved());
    turn.moved();
    try {
      TransferResult result = target.push(step.options(), step.sources(), directory, outcome);
      statistics.transferred(result.stats());
      if (result.exitCode() == ExitCode.OK) {
        support.worked(way);
        return true;
      }
      support.failed(way, outcome.errors());
      return false;
    } catch (RsyncException e) {
      judge(way, e, outcome.errors());
      return false;
    }
  }

  /** Throws a failure on if the way need not be at fault, so that it is worth another try. */
  private void judge(RenameSupport.Way way, RsyncException failure, String said)
      throws RsyncException {
    switch (failure.exitCode()) {
      case SOCKET_IO, CONNECT_TIMEOUT, START_CLIENT -> throw failure;
      case STREAM_IO, TIMEOUT -> {
        support.failed(way, failure.getMessage() + "\n" + said);
        if (support.knows(way)) {
          throw failure;
        }
      }
      default -> support.failed(way, failure.getMessage() + "\n" + said);
    }
  }
}
