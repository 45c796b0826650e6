// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.mark;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The marks that wait for one target: one per path, a {@link Scope#TREE} mark in place of all below
 * it, never more than a limit.
 *
 * <p>Above the limit, the marks of the fullest directory collapse into one mark of that directory,
 * in the worst case of the root: memory stays bounded while a target is away, at the price of a
 * listing later. Adding and taking a mark cost the logarithm of the number of marks. Safe for
 * several threads: event sources add, the target's lanes take.
 */
public final class MarkSet {
  /** Marks kept apart before they collapse. */
  public static final int DEFAULT_LIMIT = 200_000;

  /** Bytes of the names that are taken at one time. */
  private static final int MOST_BYTES = 4 << 20;

  /** Marks that are gone through to find out whether a rename is all that has happened. */
  private static final int MOST_ASKED = 1000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Sightings sightings;
  private final Publication publication;
  private final WaitingMarks waiting;

  /** What was taken and is not settled yet. */
  private final Set<Mark> carried = new HashSet<>();

  /** What is carried without having been taken. */
  private final List<Mark> others = new ArrayList<>();

  private final RenameHints renames = new RenameHints();
  private boolean closed;

  /**
   * @param limit marks kept apart, at least 16
   * @param capNanos the longest time a mark that keeps being renewed may wait
   */
  public MarkSet(int limit, long capNanos) {
    this(limit, new MarkTiming(capNanos, 0, 0));
  }

  public MarkSet(int limit, MarkTiming timing) {
    this(limit, timing, PublishedNames.NONE);
  }

  /**
   * @param published which names wait until all others have arrived
   */
  public MarkSet(int limit, MarkTiming timing, PublishedNames published) {
    int most = Math.max(16, limit);
    this.sightings = new Sightings(most, lock);
    this.publication = new Publication(published, most / 4, lock);
    this.waiting = new WaitingMarks(most, timing, sightings, publication);
  }

  /** What the target may have got, which decides what is unseen. */
  public Sightings sightings() {
    return sightings;
  }

  /** What waits for others because of an order. */
  public Publication publication() {
    return publication;
  }

  private void locked(Runnable action) {
    locked(
        () -> {
          action.run();
          return true;
        });
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  // ---------------------------------------------------------------- adding

  /** Adds a mark that may be looked at right away. */
  public void add(TreePath path, Scope scope, Change change, long nowNanos) {
    put(new Mark(path, scope, change, nowNanos, nowNanos, false), false);
  }

  /** Adds a mark for something that has just come into being. */
  public void addNew(TreePath path, Scope scope, long nowNanos, long quietNanos) {
    put(new Mark(path, scope, Change.NAME, nowNanos, nowNanos + quietNanos, true), quietNanos > 0);
  }

  /**
   * Adds a mark that waits for {@code quietNanos} without another change, but never beyond the cap.
   */
  public void addAfterQuiet(TreePath path, Change change, long nowNanos, long quietNanos) {
    put(new Mark(path, Scope.FILE, change, nowNanos, nowNanos + quietNanos, false), true);
  }

  /** Adds a mark that waits for {@code withinNanos} at most, whatever else changes meanwhile. */
  public void addWithin(TreePath path, Change change, long nowNanos, long withinNanos) {
    put(new Mark(path, Scope.FILE, change, nowNanos, nowNanos + withinNanos, false), false);
  }

  /**
   * Adds the marks of both names of something renamed, so that they are taken together. Where the
   * new name of a directory is marked already, the target may have something else there, in which
   * no directory can be made.
   */
  public void addRenamed(TreePath from, TreePath to, boolean directory, long nowNanos) {
    Scope scope = directory ? Scope.TREE : Scope.FILE;
    locked(
        () -> {
          if (waiting.isUnseen(from)) {
            renames.touched(to, scope);
          } else if (directory && waiting.isMarked(to)) {
            renames.forget(from, to);
          } else {
            renames.add(from, to, directory, directory && isSettled(from) && isSettled(to));
          }
          waiting.add(new Mark(to, scope, Change.NAME, nowNanos, nowNanos, false), false);
          waiting.add(new Mark(from, Scope.FILE, Change.NAME, nowNanos, nowNanos, false), false);
          changed.signalAll();
        });
  }

  /** Whether no mark waits or is carried that reaches a path; where many are, nobody asks. */
  private boolean isSettled(TreePath path) {
    if (waiting.sizeOfTrie() + carried.size() > MOST_ASKED) {
      return false;
    }
    List<Mark> all = new ArrayList<>();
    show(all::addAll);
    return all.stream().noneMatch(mark -> mark.reaches(path));
  }

  /** What is known of renames. */
  public RenameHints renames() {
    return renames;
  }

  /**
   * Adds back what a batch could not confirm; it may be looked at again from {@code readyNanos}.
   */
  public void putBack(List<Mark> marks, long readyNanos) {
    locked(
        () -> {
          for (Mark m : marks) {
            waiting.addAgain(
                new Mark(m.path(), m.scope(), m.change(), m.firstNanos(), readyNanos, false));
          }
          changed.signalAll();
        });
  }

  /** Adds a mark of a whole directory, which until a while has passed holds up nothing below it. */
  public void addTreeLater(TreePath path, long nowNanos, long laterNanos) {
    long ready = nowNanos + laterNanos;
    Mark mark = new Mark(path, Scope.TREE, Change.CONTENT, nowNanos, ready, false);
    locked(
        () -> {
          renames.touched(path, Scope.TREE);
          waiting.report(mark);
          waiting.addAgain(mark);
          changed.signalAll();
        });
  }

  private void put(Mark mark, boolean waits) {
    locked(
        () -> {
          renames.touched(mark.path(), mark.scope());
          waiting.add(mark, waits);
          changed.signalAll();
        });
  }

  // ---------------------------------------------------------------- taking

  /**
   * Takes up to {@code most} marks that are ready, with up to {@link #MOST_BYTES} of names, oldest
   * first. Those in the way of a {@link #reserve reservation} wait. The caller owns them: it
   * confirms them by forgetting them, or gives them back, and then calls {@link #settled}.
   */
  public List<Mark> take(long nowNanos, int most) {
    lock.lock();
    try {
      waiting.promote(nowNanos);
      List<Mark> taken = new ArrayList<>();
      if (waiting.releases(nowNanos)) {
        long bytes = 0;
        while (taken.size() < most && bytes < MOST_BYTES && waiting.hasNext()) {
          Optional<Mark> next = waiting.next();
          next.ifPresent(taken::add);
          bytes += next.map(MarkSet::nameLength).orElse(0);
        }
      }
      taken.forEach(this::begin);
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private static int nameLength(Mark mark) {
    return mark.path().isRoot() ? 0 : mark.path().bytes().length;
  }

  private void begin(Mark taken) {
    carried.add(taken);
    if (taken.scope() == Scope.FILE) {
      sightings.sending(taken.path());
    }
  }

  /**
   * Takes up to {@code most} marks whose turn has come in the order of a publication. They are
   * settled like others.
   *
   * @param untilNanos those that were ready then
   */
  public List<Mark> take(Publication.Step step, long untilNanos, int most) {
    return locked(
        () -> {
          List<Mark> taken = waiting.take(step, untilNanos, most);
          taken.forEach(this::begin);
          return taken;
        });
  }

  /** Tells that paths are sent beside those that were taken: the target may have them soon. */
  public void sending(Collection<TreePath> paths) {
    locked(
        () -> {
          for (TreePath path : paths) {
            sightings.sending(path);
            waiting.setSeen(path);
          }
        });
  }

  /**
   * Tells that a batch is over.
   *
   * @param taken its marks; all are confirmed or back in the set
   * @param named what was sent beside them, see {@link #sending}
   */
  public void settled(Collection<Mark> taken, Collection<TreePath> named) {
    locked(
        () -> {
          List<TreePath> sent = new ArrayList<>(named);
          for (Mark mark : taken) {
            carried.remove(mark);
            if (mark.scope() == Scope.FILE) {
              sent.add(mark.path());
            }
          }
          sightings.sent(sent);
        });
  }

  /**
   * Keeps the path of a mark that was taken for one lane: until {@link #release}, what is marked at
   * the path, or above or below it, waits.
   *
   * @return whether that was done; not while a whole directory waits that has the path in it
   */
  public boolean reserve(Mark mark) {
    return locked(() -> waiting.reserve(mark.path()));
  }

  /** Ends a reservation; the transfer that was made under it is settled. */
  public void release(TreePath path) {
    locked(
        () -> {
          waiting.release(path);
          changed.signalAll();
        });
  }

  /** Tells that something is on its way that no mark here asked for. */
  public void carry(Mark mark) {
    locked(
        () -> {
          waiting.report(mark);
          others.add(mark);
        });
  }

  /** The counterpart of {@link #carry}: it is confirmed or marked here. */
  public void carried(Mark mark) {
    locked(
        () -> {
          others.remove(mark);
        });
  }

  // ---------------------------------------------------------------- the journal's view

  /** Has every mark that says something new reported from now on. */
  public void logTo(MarkLog newLog) {
    locked(() -> waiting.logTo(newLog));
  }

  /** Shows all marks, waiting and on their way, while none can come or go. */
  public void show(Consumer<List<Mark>> viewer) {
    locked(
        () -> {
          List<Mark> all = new ArrayList<>(others);
          all.addAll(carried);
          all.addAll(waiting.all());
          viewer.accept(all);
        });
  }

  /** A picture of this moment. */
  public OutstandingMarks outstanding() {
    return locked(
        () -> {
          Set<Mark> underWay = new HashSet<>(carried);
          underWay.addAll(others);
          return new OutstandingMarks(waiting.all(), underWay);
        });
  }

  /**
   * Waits until a mark is ready, the set is closed, or {@code mostNanos} have passed.
   *
   * @return whether a mark is ready
   */
  public boolean awaitReady(LongSupplier clock, long mostNanos) throws InterruptedException {
    lock.lock();
    try {
      long deadline = clock.getAsLong() + mostNanos;
      while (true) {
        long now = clock.getAsLong();
        waiting.promote(now);
        if (waiting.releases(now)) {
          return true;
        }
        if (closed || deadline - now <= 0) {
          return false;
        }
        changed.await(Math.max(1, waiting.nextChange(now, deadline) - now), TimeUnit.NANOSECONDS);
      }
    } finally {
      lock.unlock();
    }
  }

  // ---------------------------------------------------------------- asked by anybody

  /** When the oldest waiting mark began; {@link Long#MAX_VALUE} if none waits. */
  public long oldestNanos() {
    return locked(waiting::oldestNanos);
  }

  /** When the oldest mark began that waits for nothing but its transfer. */
  public long oldestUnpublishedNanos() {
    return locked(waiting::oldestUnpublishedNanos);
  }

  /** The oldest of these. */
  public Optional<Mark> oldestUnpublished() {
    return locked(waiting::oldestUnpublished);
  }

  /** The waiting mark that answers for a path. */
  public Optional<Mark> covering(TreePath path) {
    return locked(() -> waiting.covering(path));
  }

  /** Makes every waiting mark ready now: nothing is waited for any more. */
  public void hurry(long nowNanos) {
    locked(
        () -> {
          waiting.hurry(nowNanos);
          changed.signalAll();
        });
  }

  /** Marks waiting. */
  public int size() {
    return locked(waiting::size);
  }

  /** Wakes whoever waits; marks may still be added and taken. */
  public void close() {
    locked(
        () -> {
          closed = true;
          changed.signalAll();
        });
  }
}
