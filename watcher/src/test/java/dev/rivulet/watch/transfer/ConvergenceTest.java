// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import dev.rivulet.watch.mark.MarkSet;
import dev.rivulet.watch.mark.RenameHint;
import dev.rivulet.watch.transfer.SimulatedTransfer.Trouble;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Why the engine converges (hazard 12): every path where source and target differ is covered by a
 * mark, is in a running batch, or lies under a directory that is scheduled for listing. Here all
 * three are marks the set shows, or events that still are in the queue.
 *
 * <p>Events come late and in bursts, also after transfers that have found by themselves what the
 * events tell of. Now and then a file goes in a second transfer, beside all the others.
 */
class ConvergenceTest {
  private static final int RUNS = Integer.getInteger("convergence.runs", 150);
  private static final int LONGEST = 500;
  private static final TransferOptions OPTIONS = TransferOptions.builder().build();
  private static final LookRules RULES = LookRules.of(OPTIONS);
  private static final long MILLISECOND = 1_000_000;
  private static final long QUIET = 200 * MILLISECOND;

  @Test
  void hazard_12_and_2_14_everyDifferenceIsCoveredAtEveryMomentAndGoneAfterSilence()
      throws Exception {
    long seed = Long.getLong("convergence.seed", System.nanoTime());
    System.out.println("convergence.seed=" + seed);
    long dropped = 0;
    for (int run = 0; run < RUNS; run++) {
      dropped += new Run(seed + run).checkAll();
    }
    assertThat(dropped).as("marks of what the target was known to have").isPositive();
  }

  /** One source, one target and what goes on between them. */
  private static final class Run {
    private final long seed;
    private final Random random;
    private final SimulatedSource source;
    private final Map<TreePath, TreeEntry> target = new TreeMap<>();
    private final MarkSet marks;
    private final List<String> history = new ArrayList<>();
    private final Lane main = new Lane();

    /** Has one reserved file at a time. */
    private final Lane beside = new Lane();

    private final KnownFiles known;
    private List<RenameHint> renamed = List.of();
    private long dropped;
    private long now;

    Run(long seed) throws IOException {
      this.seed = seed;
      this.random = new Random(seed);
      this.source = new SimulatedSource(random);
      // The smallest limit there is now and then, so that marks collapse.
      this.marks = new MarkSet(random.nextBoolean() ? 16 : MarkSet.DEFAULT_LIMIT, 5 * QUIET);
      this.known = KnownFiles.of(OPTIONS, false);
      marks.add(TreePath.ROOT, Scope.TREE, Change.ATTRIBUTES, now);
    }

    /** Returns how many marks were dropped because the target was known to have the file. */
    long checkAll() throws IOException {
      for (int i = random.nextInt(LONGEST); i >= 0; i--) {
        step();
        check();
      }
      while (!source.queue().isEmpty()) {
        deliver();
        check();
      }
      for (int i = 0; i < 10_000 && (main.isBusy() || beside.isBusy() || marks.size() > 0); i++) {
        now += 100 * MILLISECOND;
        carryOn(Trouble.NONE);
        check();
        carryOnBeside(Trouble.NONE);
        check();
      }
      assertThat(marks.size()).as("marks after silence, seed %d", seed).isZero();
      assertThat(target)
          .as("after silence, seed %d: %s", seed, history)
          .isEqualTo(source.entries());
      return dropped;
    }

    private void step() throws IOException {
      now += random.nextInt(100) * MILLISECOND;
      switch (random.nextInt(9)) {
        case 0, 1, 2 -> {
          source.change();
          history.add("changed, last event " + source.queue().peekLast());
        }
        case 3 -> deliverSome();
        case 4 -> {
          Lane lane = random.nextBoolean() ? main : beside;
          if (lane.transfer != null && random.nextInt(4) == 0) {
            breakOff(lane);
          }
        }
        case 5 -> {
          if (source.queue().isEmpty()) {
            history.add("heard");
            marks.sightings().heardUntil(marks.sightings().moment());
          }
        }
        case 6 -> carryOnBeside(someTrouble());
        default -> carryOn(someTrouble());
      }
    }

    private Trouble someTrouble() {
      return Trouble.values()[random.nextInt(Trouble.values().length)];
    }

    // -------------------------------------------------------------- events

    private void deliverSome() throws IOException {
      for (int i = random.nextInt(10); i > 0 && !source.queue().isEmpty(); i--) {
        deliver();
      }
    }

    /** As {@link dev.rivulet.watch.engine.EventMarks} does. */
    private void deliver() throws IOException {
      SimulatedSource.Event event = source.next();
      TreePath path = event.path();
      switch (event.kind()) {
        case CHANGED -> marks.add(path, Scope.FILE, Change.CONTENT, now);
        case ATTRIBUTES -> marks.add(path, Scope.FILE, Change.ATTRIBUTES, now);
        case WRITTEN -> marks.addAfterQuiet(path, Change.CONTENT, now, QUIET);
        case CREATED -> marks.addNew(path, Scope.FILE, now, QUIET);
        case TREE -> marks.add(path, Scope.TREE, Change.CONTENT, now);
        case OVERFLOW -> {
          marks.renames().distrust();
          marks.add(path, Scope.TREE, Change.CONTENT, now);
        }
        case MOVED -> marks.addRenamed(event.from(), path, event.directory(), now);
        case UNCERTAIN -> marks.add(path, Scope.TREE, Change.ATTRIBUTES, now);
        case NAMES -> marks.add(path, Scope.LIST, Change.CONTENT, now);
        default -> throw new AssertionError(event);
      }
      history.add("delivered " + event);
    }

    // -------------------------------------------------------------- transfers

    /** Marks on their way, and the transfer that carries them as soon as it has begun. */
    private static final class Lane {
      private List<Mark> taken = List.of();
      private SimulatedTransfer transfer;
      private KnownFiles.Departure departure;

      boolean isBusy() {
        return !taken.isEmpty();
      }
    }

    /**
     * As {@link dev.rivulet.watch.send.BatchSender} does, cut into steps between which other things
     * may happen.
     */
    private void carryOn(Trouble trouble) throws IOException {
      if (main.transfer == null) {
        main.taken = marks.take(now, 1 + random.nextInt(20));
        renamed = marks.renames().take(main.taken);
        depart(main, trouble, this::divert);
      } else {
        carryOn(main);
      }
    }

    /** As {@link dev.rivulet.watch.send.BulkLane} does. */
    private void carryOnBeside(Trouble trouble) throws IOException {
      if (beside.transfer == null && beside.isBusy()) {
        depart(beside, trouble, Diversion.NONE);
      } else if (beside.isBusy()) {
        carryOn(beside);
      }
    }

    private boolean divert(Mark mark, FileAttributes found) {
      if (beside.isBusy() || random.nextBoolean() || !marks.reserve(mark)) {
        return false;
      }
      history.add("diverted " + mark.path());
      beside.taken = List.of(mark);
      return true;
    }

    private void carryOn(Lane lane) throws IOException {
      SimulatedTransfer transfer = lane.transfer;
      if (!transfer.isOver()) {
        transfer.step();
        history.add("carried on");
      } else {
        Settlement settlement = Settlement.of(transfer.batch, transfer.code(), transfer.outcome);
        if (transfer.code() == ExitCode.OK) {
          lane.departure.arrived(transfer.outcome.sent());
        }
        marks.putBack(settlement.soon(), now);
        marks.putBack(settlement.later(), now + random.nextInt(500) * MILLISECOND);
        forgetRenames(lane, true);
        history.add("settled " + transfer.code() + " " + settlement);
        end(lane, transfer.batch.sentByName());
      }
    }

    private void depart(Lane lane, Trouble trouble, Diversion diversion) throws IOException {
      Predicate<Mark> young = mark -> now - mark.firstNanos() < QUIET;
      Batch batch =
          BatchBuilder.build(
              source.tree,
              TreePath.ROOT,
              Optional.empty(),
              RULES.knowing(this::isKnown),
              diversion,
              lane.taken,
              young);
      history.add("looked " + batch);
      lane.taken = batch.carried();
      if (batch.isEmpty()) {
        TransferOutcome nothing = new TransferOutcome(TransferListener.NONE);
        Settlement settlement = Settlement.of(batch, ExitCode.OK, nothing);
        marks.putBack(settlement.soon(), now);
        marks.putBack(settlement.later(), now);
        forgetRenames(lane, true);
        end(lane, List.of());
        return;
      }
      marks.sending(batch.sentByName());
      if (batch.comparesDirectories()) {
        marks.sightings().treeStarted();
      }
      lane.departure = known.departing(batch);
      lane.transfer = new SimulatedTransfer(batch, reused(lane), source, target, random, trouble);
    }

    private boolean isKnown(FileTree base, TreePath path, FileAttributes found, Change change) {
      boolean has = known.has(base, path, found, change);
      if (has) {
        history.add("known " + path);
        dropped++;
      }
      return has;
    }

    /** With and without what is known of renames. */
    private List<RenameHint> reused(Lane lane) {
      return lane == beside || random.nextInt(4) == 0 ? List.of() : renamed;
    }

    private void forgetRenames(Lane lane, boolean carriedOut) {
      if (lane == main) {
        marks.renames().settled(renamed, carriedOut);
      }
    }

    /** The connection is lost: nobody knows what has arrived. */
    private void breakOff(Lane lane) {
      history.add("broken off");
      forgetRenames(lane, false);
      marks.putBack(lane.taken, now);
      end(lane, lane.transfer.batch.sentByName());
    }

    private void end(Lane lane, List<TreePath> named) {
      if (lane.transfer != null && lane.transfer.batch.comparesDirectories()) {
        marks.sightings().treeEnded();
      }
      if (lane.transfer != null) {
        lane.departure.close();
      }
      marks.settled(lane.taken, named);
      if (lane == beside) {
        marks.release(lane.taken.get(0).path());
      }
      lane.taken = List.of();
      lane.transfer = null;
    }

    // -------------------------------------------------------------- the invariant

    private void check() throws IOException {
      Map<TreePath, TreeEntry> wanted = source.entries();
      TreeSet<TreePath> paths = new TreeSet<>(wanted.keySet());
      paths.addAll(target.keySet());
      paths.removeIf(path -> wanted.containsKey(path) && wanted.get(path).equals(target.get(path)));
      if (paths.isEmpty()) {
        return;
      }
      List<Mark> doubts = doubts();
      for (TreePath path : paths) {
        if (!isCovered(path, doubts)) {
          throw new AssertionError(
              "seed %d: nothing covers %s (%s, %s)%n%s"
                  .formatted(
                      seed, path, wanted.get(path), target.get(path), String.join("\n", history)));
        }
      }
    }

    private List<Mark> doubts() {
      List<Mark> doubts = new ArrayList<>();
      marks.show(doubts::addAll);
      for (SimulatedSource.Event event : source.queue()) {
        Scope scope =
            switch (event.kind()) {
              case TREE, UNCERTAIN, OVERFLOW, MOVED -> Scope.TREE;
              case NAMES -> Scope.LIST;
              default -> Scope.FILE;
            };
        doubts.add(new Mark(event.path(), scope, Change.CONTENT, now, now, false));
        doubts.add(new Mark(event.from(), scope, Change.CONTENT, now, now, false));
      }
      return doubts;
    }

    /**
     * What is no directory any more is deleted with all that the target has below it, and a look at
     * something that is gone finds the topmost directory that is gone with it.
     */
    private boolean isCovered(TreePath path, List<Mark> doubts) throws IOException {
      for (TreePath at = path; ; at = at.parent()) {
        TreePath place = at;
        boolean gone = source.tree.statOrMissing(at).isMissing();
        if (doubts.stream().anyMatch(m -> m.covers(place) || gone && m.path().startsWith(place))) {
          return true;
        }
        if (at.isRoot() || source.tree.statOrMissing(at.parent()).isDirectory()) {
          return false;
        }
      }
    }
  }
}
