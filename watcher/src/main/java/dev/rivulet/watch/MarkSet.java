// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.Mark.Change;
import dev.rivulet.watch.Mark.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The marks that wait for one target: one per path, a {@link Scope#TREE} mark in place of all below
 * it, never more than a limit.
 *
 * <p>Above the limit, the marks of the fullest directory collapse into one mark of that directory,
 * in the worst case of the root: memory stays bounded while a target is away, at the price of a
 * listing later. Adding and taking a mark cost the logarithm of the number of marks. Safe for
 * several threads: event sources add, the target's worker takes.
 */
public final class MarkSet {
  /** Marks kept apart before they collapse. */
  public static final int DEFAULT_LIMIT = 200_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final int limit;
  private final MarkTiming timing;
  private final MarkNode root = new MarkNode(null, new byte[0], 0);

  /** Marks that may go, the oldest first. */
  private final NavigableSet<MarkNode> due = new TreeSet<>(order(MarkNode::firstNanos));

  /** Marks that may go later, the next one first. */
  private final NavigableSet<MarkNode> waiting = new TreeSet<>(order(MarkNode::readyNanos));

  /**
   * Directories to be compared again later, the next one first. They are no marks before, so that
   * they do not hold up what changes below them.
   */
  private final PriorityQueue<Mark> retries =
      new PriorityQueue<>((a, b) -> Long.signum(a.readyNanos() - b.readyNanos()));

  /** Paths of single marks that were taken and are not settled yet. */
  private final Set<TreePath> inFlight = new HashSet<>();

  /** What was taken and is not settled yet. */
  private final List<Mark> carried = new ArrayList<>();

  /** What is carried without having been taken. */
  private final List<Mark> others = new ArrayList<>();

  private MarkLog log = MarkLog.NONE;

  private long lastId;
  private int treesInFlight;

  /** Counts the transfers that may have sent anything; "unseen" is forgotten with each. */
  private long epoch;

  private boolean closed;

  /** Whether the marks that are due go without waiting for company; until all of them are gone. */
  private boolean hurried;

  /**
   * @param limit marks kept apart, at least 16
   * @param capNanos the longest time a mark that keeps being renewed may wait
   */
  public MarkSet(int limit, long capNanos) {
    this(limit, new MarkTiming(capNanos, 0, 0));
  }

  MarkSet(int limit, MarkTiming timing) {
    this.limit = Math.max(16, limit);
    this.timing = timing;
  }

  /** By a time of the {@link System#nanoTime} scale, whose values may overflow. */
  private static Comparator<MarkNode> order(java.util.function.ToLongFunction<MarkNode> time) {
    return (a, b) -> {
      long difference = time.applyAsLong(a) - time.applyAsLong(b);
      return difference != 0 ? Long.signum(difference) : Long.compare(a.id, b.id);
    };
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

  /**
   * Adds back what a batch could not confirm; it may be looked at again from {@code readyNanos}.
   */
  public void putBack(List<Mark> marks, long readyNanos) {
    lock.lock();
    try {
      for (Mark m : marks) {
        Mark again = new Mark(m.path(), m.scope(), m.change(), m.firstNanos(), readyNanos, false);
        if (again.scope() == Scope.FILE || retries.size() >= limit / 4) {
          insert(again, false).setSeen();
        } else {
          retries.add(again);
          keepLimit();
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds back what may not go while something else is on its way; {@link #unpark} makes it ready.
   */
  void park(List<Mark> marks) {
    lock.lock();
    try {
      for (Mark m : marks) {
        MarkNode node = insert(m, false);
        if (node.path().equals(m.path())) {
          dequeue(node);
          node.setParked(true);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Makes all parked marks ready. */
  void unpark(long nowNanos) {
    lock.lock();
    try {
      root.visitMarked(
          node -> {
            if (node.isParked()) {
              node.setParked(false);
              node.readyAt(nowNanos);
              enqueue(node);
            }
          });
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void put(Mark mark, boolean waits) {
    lock.lock();
    try {
      insert(mark, waits);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns the node that now answers for the mark. */
  private MarkNode insert(Mark mark, boolean waits) {
    boolean mayBeKnown = treesInFlight > 0 || inFlight.contains(mark.path());
    Mark added = mark.unseen() && mayBeKnown ? mark.seen() : mark;
    MarkNode node = root;
    for (byte[] component : Components.of(added.path())) {
      if (node.swallows(added)) {
        dequeue(node);
        node.absorb(added);
        enqueue(node);
        return node;
      }
      node = node.childOrNew(component, ++lastId);
    }
    set(node, added, waits, timing.capNanos());
    keepLimit();
    return node;
  }

  private void keepLimit() {
    while (root.below() > limit - retries.size()) {
      collapse();
    }
  }

  private void set(MarkNode node, Mark mark, boolean waits, long capNanos) {
    if (!node.says(mark)) {
      log.marked(mark);
    }
    if (node.isMarked()) {
      dequeue(node);
    }
    node.addBelow(node.mark(mark, epoch, waits, capNanos));
    if (node.isTree() && node.below() > 1) {
      swallow(node);
    }
    enqueue(node);
  }

  /** Drops the marks below that say nothing new. */
  private void swallow(MarkNode node) {
    List<MarkNode> swallowed = new ArrayList<>();
    node.visitMarked(
        marked -> {
          if (marked != node && node.swallows(marked)) {
            swallowed.add(marked);
          }
        });
    for (MarkNode marked : swallowed) {
      dequeue(marked);
      marked.clearMark();
      marked.addBelow(-1);
    }
  }

  /** Turns the fullest part of the trie into one tree mark. */
  private void collapse() {
    MarkNode node = root;
    MarkNode next = node.largestChild();
    while (next != null && next.below() >= limit / 4) {
      node = next;
      next = node.largestChild();
    }
    long first = oldestIn(node);
    set(node, new Mark(node.path(), Scope.TREE, Change.CONTENT, first, first, false), false, 0);
  }

  private static long oldestIn(MarkNode node) {
    long[] oldest = {Long.MAX_VALUE};
    node.visitMarked(marked -> oldest[0] = Math.min(oldest[0], marked.firstNanos()));
    return oldest[0];
  }

  // ---------------------------------------------------------------- queues

  private void enqueue(MarkNode node) {
    if (!node.isParked()) {
      node.setDue(false);
      waiting.add(node);
    }
  }

  private void dequeue(MarkNode node) {
    (node.isDue() ? due : waiting).remove(node);
  }

  /** Moves what has become ready from one queue to the other. */
  private void promote(long nowNanos) {
    while (!retries.isEmpty() && retries.peek().readyNanos() - nowNanos <= 0) {
      insert(retries.poll(), false);
    }
    while (!waiting.isEmpty() && waiting.first().readyNanos() - nowNanos <= 0) {
      MarkNode ready = waiting.pollFirst();
      ready.setDue(true);
      due.add(ready);
    }
  }

  private boolean releases(long nowNanos) {
    hurried &= !due.isEmpty();
    return hurried
        || !due.isEmpty() && timing.releases(due.size(), due.first().firstNanos(), nowNanos);
  }

  // ---------------------------------------------------------------- taking

  /**
   * Takes up to {@code most} marks that are ready, oldest first. The caller owns them: it confirms
   * them by forgetting them, or gives them back.
   */
  public List<Mark> take(long nowNanos, int most) {
    lock.lock();
    try {
      promote(nowNanos);
      List<Mark> taken = new ArrayList<>();
      if (releases(nowNanos)) {
        while (taken.size() < most && !due.isEmpty()) {
          MarkNode node = due.pollFirst();
          taken.add(takeFrom(node));
          node.addBelow(-1);
        }
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private Mark takeFrom(MarkNode node) {
    Mark mark = node.toMark(epoch);
    node.clearMark();
    carried.add(mark);
    if (mark.scope() == Scope.FILE) {
      inFlight.add(mark.path());
    }
    return mark;
  }

  /** Tells that paths are sent beside those that were taken: the target may have them soon. */
  void sending(Collection<TreePath> paths) {
    lock.lock();
    try {
      for (TreePath path : paths) {
        inFlight.add(path);
        find(path).ifPresent(MarkNode::setSeen);
      }
    } finally {
      lock.unlock();
    }
  }

  private Optional<MarkNode> find(TreePath path) {
    MarkNode node = root;
    for (byte[] component : Components.of(path)) {
      node = node.child(component);
      if (node == null) {
        return Optional.empty();
      }
    }
    return Optional.of(node);
  }

  /** Tells that everything taken or being sent is confirmed or back in the set. */
  void settled() {
    lock.lock();
    try {
      inFlight.clear();
      carried.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Tells that something is on its way that no mark here asked for. */
  void carry(Mark mark) {
    lock.lock();
    try {
      log.marked(mark);
      others.add(mark);
    } finally {
      lock.unlock();
    }
  }

  /** The counterpart of {@link #carry}: it is confirmed or marked here. */
  void carried(Mark mark) {
    lock.lock();
    try {
      others.remove(mark);
    } finally {
      lock.unlock();
    }
  }

  // ---------------------------------------------------------------- the journal's view

  /** Has every mark that says something new reported from now on. */
  void logTo(MarkLog newLog) {
    lock.lock();
    try {
      log = newLog;
    } finally {
      lock.unlock();
    }
  }

  /** Shows all marks, waiting and on their way, while none can come or go. */
  void show(Consumer<List<Mark>> viewer) {
    lock.lock();
    try {
      List<Mark> all = new ArrayList<>(others);
      all.addAll(carried);
      all.addAll(retries);
      root.visitMarked(node -> all.add(node.toMark(epoch)));
      viewer.accept(all);
    } finally {
      lock.unlock();
    }
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
        if (releases(now)) {
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
    long left = deadline - nowNanos;
    if (!waiting.isEmpty()) {
      left = Math.min(left, waiting.first().readyNanos() - nowNanos);
    }
    if (!retries.isEmpty()) {
      left = Math.min(left, retries.peek().readyNanos() - nowNanos);
    }
    if (!due.isEmpty()) {
      left = Math.min(left, due.first().firstNanos() + timing.delayNanos() - nowNanos);
    }
    return nowNanos + left;
  }

  /**
   * Tells that a transfer of whole directories begins: it may send anything, so nothing that waits
   * now, or comes before its end, is "unseen".
   */
  public void treeTransferStarted() {
    lock.lock();
    try {
      treesInFlight++;
      epoch++;
    } finally {
      lock.unlock();
    }
  }

  /** Nobody knows what the target has: nothing is ever "unseen". */
  void distrust() {
    treeTransferStarted();
  }

  /** The counterpart of {@link #treeTransferStarted}. */
  public void treeTransferEnded() {
    lock.lock();
    try {
      treesInFlight--;
    } finally {
      lock.unlock();
    }
  }

  /** When the oldest waiting mark began; {@link Long#MAX_VALUE} if none waits. */
  public long oldestNanos() {
    lock.lock();
    try {
      boolean allQueued = due.size() + waiting.size() == root.below();
      long oldest = allQueued ? oldestQueued() : oldestIn(root);
      for (Mark retry : retries) {
        oldest = Math.min(oldest, retry.firstNanos());
      }
      return oldest;
    } finally {
      lock.unlock();
    }
  }

  /** Asked often while somebody waits for a flush, and most marks are due. */
  private long oldestQueued() {
    long oldest = due.isEmpty() ? Long.MAX_VALUE : due.first().firstNanos();
    for (MarkNode node : waiting) {
      oldest = Math.min(oldest, node.firstNanos());
    }
    return oldest;
  }

  /** The waiting mark that answers for a path. */
  public Optional<Mark> covering(TreePath path) {
    lock.lock();
    try {
      Optional<Mark> found = coveringAt(root, path);
      MarkNode node = root;
      for (byte[] component : Components.of(path)) {
        node = found.isPresent() ? null : node.child(component);
        if (node == null) {
          break;
        }
        found = coveringAt(node, path);
      }
      return found.or(() -> retries.stream().filter(retry -> retry.covers(path)).findFirst());
    } finally {
      lock.unlock();
    }
  }

  private Optional<Mark> coveringAt(MarkNode node, TreePath path) {
    return node.isMarked()
        ? Optional.of(node.toMark(epoch)).filter(mark -> mark.covers(path))
        : Optional.empty();
  }

  /** Makes every waiting mark ready now: nothing is waited for any more. */
  public void hurry(long nowNanos) {
    lock.lock();
    try {
      hurried = true;
      while (!retries.isEmpty()) {
        insert(retries.poll(), false);
      }
      List<MarkNode> early = List.copyOf(waiting);
      waiting.clear();
      for (MarkNode node : early) {
        node.readyAt(nowNanos);
        enqueue(node);
      }
      promote(nowNanos);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Marks waiting. */
  public int size() {
    lock.lock();
    try {
      return root.below() + retries.size();
    } finally {
      lock.unlock();
    }
  }

  /** Wakes whoever waits; marks may still be added and taken. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
