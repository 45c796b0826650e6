// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.Mark.Change;
import dev.rivulet.watch.Mark.Scope;
import dev.rivulet.watch.SimulatedTransfer.Trouble;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Why the engine converges (hazard 12): every path where source and target differ is covered by a
 * mark, is in a running batch, or lies under a directory that is scheduled for listing. Here all
 * three are marks the set shows, or events that still are in the queue.
 *
 * <p>Events come late and in bursts, also after transfers that have found by themselves what the
 * events tell of.
 */
class ConvergenceTest {
  private static final int RUNS = Integer.getInteger("convergence.runs", 150);
  private static final int STEPS = 60;
  private static final long MILLISECOND = 1_000_000;
  private static final long QUIET = 200 * MILLISECOND;

  @Test
  void hazard_12_everyDifferenceIsCoveredAtEveryMomentAndGoneAfterSilence() throws Exception {
    long seed = Long.getLong("convergence.seed", System.nanoTime());
    System.out.println("convergence.seed=" + seed);
    for (int run = 0; run < RUNS; run++) {
      new Run(seed + run).checkAll();
    }
  }

  /** One source, one target and what goes on between them. */
  private static final class Run {
    private final long seed;
    private final Random random;
    private final SimulatedSource source;
    private final Map<TreePath, TreeEntry> target = new TreeMap<>();
    private final MarkSet marks;
    private final List<String> history = new ArrayList<>();
    private List<Mark> taken = List.of();
    private SimulatedTransfer transfer;
    private boolean comparing;
    private long now;

    Run(long seed) throws IOException {
      this.seed = seed;
      this.random = new Random(seed);
      this.source = new SimulatedSource(random);
      // The smallest limit there is now and then, so that marks collapse.
      this.marks = new MarkSet(random.nextBoolean() ? 16 : MarkSet.DEFAULT_LIMIT, 5 * QUIET);
      marks.add(TreePath.ROOT, Scope.TREE, Change.ATTRIBUTES, now);
    }

    void checkAll() throws IOException {
      for (int i = 0; i < STEPS; i++) {
        step();
        check();
      }
      while (!source.queue().isEmpty()) {
        deliver();
        check();
      }
      for (int i = 0; i < 10_000 && (transfer != null || marks.size() > 0); i++) {
        now += 100 * MILLISECOND;
        carryOn(Trouble.NONE);
        check();
      }
      assertThat(marks.size()).as("marks after silence, seed %d", seed).isZero();
      assertThat(target)
          .as("after silence, seed %d: %s", seed, history)
          .isEqualTo(source.entries());
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
          if (transfer != null && random.nextInt(4) == 0) {
            breakOff();
          }
        }
        case 5 -> {
          if (source.queue().isEmpty()) {
            marks.sightings().heardUntil(marks.sightings().moment());
          }
        }
        default -> carryOn(Trouble.values()[random.nextInt(Trouble.values().length)]);
      }
    }

    // -------------------------------------------------------------- events

    private void deliverSome() throws IOException {
      for (int i = random.nextInt(10); i > 0 && !source.queue().isEmpty(); i--) {
        deliver();
      }
    }

    /** As {@link WatchedTree} does. */
    private void deliver() throws IOException {
      SimulatedSource.Event event = source.next();
      TreePath path = event.path();
      switch (event.kind()) {
        case CHANGED -> marks.add(path, Scope.FILE, Change.CONTENT, now);
        case ATTRIBUTES -> marks.add(path, Scope.FILE, Change.ATTRIBUTES, now);
        case WRITTEN -> marks.addAfterQuiet(path, Change.CONTENT, now, QUIET);
        case CREATED -> marks.addNew(path, Scope.FILE, now, QUIET);
        case TREE, OVERFLOW -> marks.add(path, Scope.TREE, Change.CONTENT, now);
        case UNCERTAIN -> marks.add(path, Scope.TREE, Change.ATTRIBUTES, now);
        case NAMES -> marks.add(path, Scope.LIST, Change.CONTENT, now);
        default -> throw new AssertionError(event);
      }
      history.add("delivered " + event);
    }

    // -------------------------------------------------------------- transfers

    /** As {@link BatchSender} does, cut into steps between which other things may happen. */
    private void carryOn(Trouble trouble) throws IOException {
      if (transfer == null) {
        depart(trouble);
      } else if (!transfer.isOver()) {
        transfer.step();
        history.add("carried on");
      } else {
        Settlement settlement = Settlement.of(transfer.batch, transfer.code(), transfer.outcome);
        marks.putBack(settlement.soon(), now);
        marks.putBack(settlement.later(), now + random.nextInt(500) * MILLISECOND);
        history.add("settled " + transfer.code() + " " + settlement);
        end();
      }
    }

    private void depart(Trouble trouble) throws IOException {
      taken = marks.take(now, 1 + random.nextInt(20));
      Batch batch = BatchBuilder.build(source.tree, taken);
      history.add("looked " + batch);
      if (batch.isEmpty()) {
        TransferOutcome nothing = new TransferOutcome(TransferListener.NONE);
        marks.putBack(Settlement.of(batch, ExitCode.OK, nothing).later(), now);
        marks.settled(taken, List.of());
        return;
      }
      marks.sending(batch.sentByName());
      comparing = batch.comparesDirectories();
      if (comparing) {
        marks.sightings().treeStarted();
      }
      transfer = new SimulatedTransfer(batch, source, target, random, trouble);
    }

    /** The connection is lost: nobody knows what has arrived. */
    private void breakOff() {
      history.add("broken off");
      marks.putBack(taken, now);
      end();
    }

    private void end() {
      if (comparing) {
        marks.sightings().treeEnded();
      }
      marks.settled(taken, transfer.batch.sentByName());
      transfer = null;
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
              case TREE, UNCERTAIN, OVERFLOW -> Scope.TREE;
              case NAMES -> Scope.LIST;
              default -> Scope.FILE;
            };
        doubts.add(new Mark(event.path(), scope, Change.CONTENT, now, now, false));
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
