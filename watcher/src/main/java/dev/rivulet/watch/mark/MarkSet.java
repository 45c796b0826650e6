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
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
  private final int limit;
  private final MarkQueues queues;
  private final MarkTrie trie;
  private final Sightings sightings;
  private final Reservations reservations = new Reservations();
  private final Publication publication;

  /**
   * Directories to be compared again later, the next one first. They are no marks before, so that
   * they do not hold up what changes below them.
   */
  private final PriorityQueue<Mark> retries =
      new PriorityQueue<>((a, b) -> Long.signum(a.readyNanos() - b.readyNanos()));

  /** What was taken and is not settled yet. */
  private final Set<Mark> carried = new HashSet<>();

  /** What is carried without having been taken. */
  private final List<Mark> others = new ArrayList<>();

  private final RenameHints renames = new RenameHints();
  private MarkLog log = MarkLog.NONE;

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
    this.limit = Math.max(16, limit);
    this.publication = new Publication(published, this.limit / 4, lock);
    this.queues = new MarkQueues(timing);
    this.trie = new MarkTrie(this.limit, timing.capNanos(), queues);
    this.sightings = new Sightings(this.limit, lock);
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
    put(
        new Mark(path, scope, Change.CONTENT, nowNanos, nowNanos + quietNanos, true),
        quietNanos > 0);
  }

  /**
   * Adds a mark that waits for {@code quietNanos} without another change, but never beyond the cap.
   */
  public void addAfterQuiet(TreePath path, Change change, long nowNanos, long quietNanos) {
    put(new Mark(path, Scope.FILE, change, nowNanos, nowNanos + quietNanos, false), true);
  }

  /** Adds the marks of both names of something renamed, so that they are taken together. */
  public void addRenamed(TreePath from, TreePath to, boolean directory, long nowNanos) {
    Scope scope = directory ? Scope.TREE : Scope.FILE;
    locked(
        () -> {
          if (isUnseen(from)) {
            renames.touched(to, scope);
          } else {
            renames.add(from, to, directory, directory && isSettled(from) && isSettled(to));
          }
          insert(new Mark(to, scope, Change.CONTENT, nowNanos, nowNanos, false), false);
          insert(new Mark(from, Scope.FILE, Change.CONTENT, nowNanos, nowNanos, false), false);
          changed.signalAll();
        });
  }

  /** Whether the target cannot have a path, such as the name of a file until it is complete. */
  private boolean isUnseen(TreePath path) {
    return trie.covering(path, sightings.epoch()).filter(Mark::unseen).isPresent();
  }

  /** Whether no mark waits or is carried that reaches a path; where many are, nobody asks. */
  private boolean isSettled(TreePath path) {
    if (trie.size() + carried.size() > MOST_ASKED) {
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
            Mark again =
                new Mark(m.path(), m.scope(), m.change(), m.firstNanos(), readyNanos, false);
            if (publication.keeps(again)) {
              continue;
            }
            if (again.scope() == Scope.FILE || retries.size() >= limit / 4) {
              insert(again, false).setSeen();
            } else {
              retries.add(again);
              keepLimit();
            }
          }
          changed.signalAll();
        });
  }

  private void put(Mark mark, boolean waits) {
    locked(
        () -> {
          renames.touched(mark.path(), mark.scope());
          insert(mark, waits);
          changed.signalAll();
        });
  }

  /** Returns the node that now answers for the mark. */
  private MarkNode insert(Mark mark, boolean waits) {
    Mark added = mark.unseen() && sightings.mayHave(mark.path()) ? mark.seen() : mark;
    MarkNode node = trie.insert(added, waits, sightings.epoch(), log);
    keepLimit();
    return node;
  }

  private void keepLimit() {
    trie.keepLimit(retries.size(), log);
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
      promote(nowNanos);
      List<Mark> taken = new ArrayList<>();
      if (queues.releases(nowNanos)) {
        long bytes = 0;
        while (taken.size() < most && bytes < MOST_BYTES && !queues.isEmpty()) {
          bytes += takeNext(taken);
        }
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the bytes of the name of the mark that was taken. */
  private int takeNext(List<Mark> taken) {
    Mark mark = trie.take(queues.next(), sightings.epoch());
    if (reservations.concerns(mark.path())) {
      reservations.block(mark);
      return 0;
    }
    if (publication.keeps(mark)) {
      return 0;
    }
    publication.taken(mark);
    taken.add(mark);
    carry(mark, carried);
    return mark.path().isRoot() ? 0 : mark.path().bytes().length;
  }

  private void carry(Mark mark, Collection<Mark> to) {
    to.add(mark);
    if (mark.scope() == Scope.FILE) {
      sightings.sending(mark.path());
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
          List<Mark> taken = new ArrayList<>();
          for (Mark mark : publication.take(step, untilNanos, most)) {
            if (reservations.concerns(mark.path())) {
              reservations.block(mark);
            } else {
              taken.add(mark);
              carry(mark, carried);
            }
          }
          return taken;
        });
  }

  private void promote(long nowNanos) {
    while (!retries.isEmpty() && retries.peek().readyNanos() - nowNanos <= 0) {
      insertAgain(retries.poll());
    }
    queues.promote(nowNanos);
  }

  /** Tells that paths are sent beside those that were taken: the target may have them soon. */
  public void sending(Collection<TreePath> paths) {
    locked(
        () -> {
          for (TreePath path : paths) {
            sightings.sending(path);
            trie.find(path).ifPresent(MarkNode::setSeen);
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
    return locked(() -> reservations.reserve(mark.path()));
  }

  /** Ends a reservation; the transfer that was made under it is settled. */
  public void release(TreePath path) {
    locked(
        () -> {
          reservations.release(path).forEach(this::insertAgain);
          changed.signalAll();
        });
  }

  /**
   * Adds a mark that was kept aside. The target may have what that is about, whatever has come into
   * being there meanwhile.
   */
  private void insertAgain(Mark mark) {
    MarkNode node = insert(mark, false);
    if (!mark.unseen()) {
      node.setSeen();
    }
  }

  /** Tells that something is on its way that no mark here asked for. */
  public void carry(Mark mark) {
    locked(
        () -> {
          log.marked(mark);
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
    locked(
        () -> {
          log = newLog;
        });
  }

  /** Shows all marks, waiting and on their way, while none can come or go. */
  public void show(Consumer<List<Mark>> viewer) {
    locked(
        () -> {
          List<Mark> all = new ArrayList<>(others);
          all.addAll(carried);
          all.addAll(waiting());
          viewer.accept(all);
        });
  }

  /** A picture of this moment. */
  public OutstandingMarks outstanding() {
    return locked(
        () -> {
          Set<Mark> underWay = new HashSet<>(carried);
          underWay.addAll(others);
          return new OutstandingMarks(waiting(), underWay);
        });
  }

  private List<Mark> waiting() {
    List<Mark> all = new ArrayList<>();
    aside().forEach(all::add);
    trie.visitMarked(node -> all.add(node.toMark(sightings.epoch())));
    return all;
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
        promote(now);
        if (queues.releases(now)) {
          return true;
        }
        if (closed || deadline - now <= 0) {
          return false;
        }
        changed.await(Math.max(1, nextChange(now, deadline) - now), TimeUnit.NANOSECONDS);
      }
    } finally {
      lock.unlock();
    }
  }

  /** When marks may become ready without anybody adding one. */
  private long nextChange(long nowNanos, long deadline) {
    long left = queues.nanosToNext(nowNanos, deadline - nowNanos);
    if (!retries.isEmpty()) {
      left = Math.min(left, retries.peek().readyNanos() - nowNanos);
    }
    return nowNanos + left;
  }

  // ---------------------------------------------------------------- asked by anybody

  /** When the oldest waiting mark began; {@link Long#MAX_VALUE} if none waits. */
  public long oldestNanos() {
    return locked(
        () -> {
          long inTrie = queues.oldestNanos();
          return aside().mapToLong(Mark::firstNanos).reduce(inTrie, Math::min);
        });
  }

  /** When the oldest mark began that waits for nothing but its transfer. */
  public long oldestUnpublishedNanos() {
    return locked(
        () ->
            unpublishedAside().mapToLong(Mark::firstNanos).reduce(queues.oldestNanos(), Math::min));
  }

  /** The oldest of these. */
  public Optional<Mark> oldestUnpublished() {
    return locked(
        () -> {
          List<Mark> all = new ArrayList<>(unpublishedAside().toList());
          trie.visitMarked(node -> all.add(node.toMark(sightings.epoch())));
          return all.stream().min(Mark.BY_AGE);
        });
  }

  /** The waiting mark that answers for a path. */
  public Optional<Mark> covering(TreePath path) {
    return locked(
        () ->
            trie.covering(path, sightings.epoch())
                .or(() -> aside().filter(mark -> mark.covers(path)).findFirst()));
  }

  /** Marks that wait outside of the trie. */
  private Stream<Mark> aside() {
    return Stream.concat(unpublishedAside(), publication.marks());
  }

  private Stream<Mark> unpublishedAside() {
    return Stream.concat(retries.stream(), reservations.blocked().stream());
  }

  /** Makes every waiting mark ready now: nothing is waited for any more. */
  public void hurry(long nowNanos) {
    locked(
        () -> {
          while (!retries.isEmpty()) {
            insertAgain(retries.poll());
          }
          queues.hurry(nowNanos);
          publication.hurry(nowNanos);
          changed.signalAll();
        });
  }

  /** Marks waiting. */
  public int size() {
    return locked(() -> trie.size() + (int) aside().count());
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
