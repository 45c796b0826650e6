// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.mark;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * The marks of a {@link MarkSet} that nobody has taken: those that are or will be due, in a trie
 * and in queues, and aside from them those that wait for a new attempt, for another transfer, or
 * for their turn in an order. Guarded by the lock of the set.
 */
final class WaitingMarks {
  private final int limit;
  private final MarkQueues queues;
  private final MarkTrie trie;
  private final Sightings sightings;
  private final Publication publication;
  private final Reservations reservations = new Reservations();

  /**
   * Directories to be compared again later, the next one first. They are no marks before, so that
   * they do not hold up what changes below them.
   */
  private final PriorityQueue<Mark> retries =
      new PriorityQueue<>((a, b) -> Long.signum(a.readyNanos() - b.readyNanos()));

  private MarkLog log = MarkLog.NONE;

  /**
   * @param limit marks kept apart
   */
  WaitingMarks(int limit, MarkTiming timing, Sightings sightings, Publication publication) {
    this.limit = limit;
    this.queues = new MarkQueues(timing);
    this.trie = new MarkTrie(limit, timing.capNanos(), queues);
    this.sightings = sightings;
    this.publication = publication;
  }

  /** Has every mark that says something new reported from now on. */
  void logTo(MarkLog newLog) {
    log = newLog;
  }

  /** Reports a mark that does not wait here. */
  void report(Mark mark) {
    log.marked(mark);
  }

  /**
   * Adds a mark.
   *
   * @param waits whether it waits for a quiet time
   */
  void add(Mark mark, boolean waits) {
    insert(mark, waits);
  }

  /** Returns the node that now answers for the mark. */
  private MarkNode insert(Mark mark, boolean waits) {
    Mark added = mark.unseen() && sightings.mayHave(mark.path()) ? mark.seen() : mark;
    MarkNode node = trie.insert(added, waits, sightings.epoch(), log);
    keepLimit();
    return node;
  }

  /** Adds a mark that was taken before. */
  void addAgain(Mark mark) {
    if (publication.keeps(mark)) {
      return;
    }
    if (mark.scope() == Scope.FILE || retries.size() >= limit / 4) {
      insert(mark, false).setSeen();
    } else {
      retries.add(mark);
      keepLimit();
    }
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

  private void keepLimit() {
    trie.keepLimit(retries.size(), log);
  }

  /** The target may have a path soon. */
  void setSeen(TreePath path) {
    trie.find(path).ifPresent(MarkNode::setSeen);
  }

  /** Lets go what has become ready. */
  void promote(long nowNanos) {
    while (!retries.isEmpty() && retries.peek().readyNanos() - nowNanos <= 0) {
      insertAgain(retries.poll());
    }
    queues.promote(nowNanos);
  }

  /** Whether marks may go now. */
  boolean releases(long nowNanos) {
    return queues.releases(nowNanos);
  }

  /** Whether a mark is due. */
  boolean hasNext() {
    return !queues.isEmpty();
  }

  /** Removes the oldest mark that is due; empty if it has to wait for something else instead. */
  Optional<Mark> next() {
    Mark mark = trie.take(queues.next(), sightings.epoch());
    if (isBlocked(mark) || publication.keeps(mark)) {
      return Optional.empty();
    }
    publication.taken(mark);
    return Optional.of(mark);
  }

  /** Removes marks whose turn has come in the order of a publication. */
  List<Mark> take(Publication.Step step, long untilNanos, int most) {
    return publication.take(step, untilNanos, most).stream()
        .filter(mark -> !isBlocked(mark))
        .toList();
  }

  /** Whether a mark waits for another transfer from now on. */
  private boolean isBlocked(Mark mark) {
    boolean blocked = reservations.concerns(mark.path());
    if (blocked) {
      reservations.block(mark);
    }
    return blocked;
  }

  /** Keeps what is marked at, above or below a path waiting; see {@link MarkSet#reserve}. */
  boolean reserve(TreePath path) {
    return reservations.reserve(path);
  }

  /** The counterpart of {@link #reserve}. */
  void release(TreePath path) {
    reservations.release(path).forEach(this::insertAgain);
  }

  /** Makes every mark ready now. */
  void hurry(long nowNanos) {
    while (!retries.isEmpty()) {
      insertAgain(retries.poll());
    }
    queues.hurry(nowNanos);
    publication.hurry(nowNanos);
  }

  /** When marks may become ready without anybody adding one. */
  long nextChange(long nowNanos, long deadline) {
    long left = queues.nanosToNext(nowNanos, deadline - nowNanos);
    if (!retries.isEmpty()) {
      left = Math.min(left, retries.peek().readyNanos() - nowNanos);
    }
    return nowNanos + left;
  }

  /** When the oldest mark began; {@link Long#MAX_VALUE} if there is none. */
  long oldestNanos() {
    return aside().mapToLong(Mark::firstNanos).reduce(queues.oldestNanos(), Math::min);
  }

  /** The same of those that wait for no order. */
  long oldestUnpublishedNanos() {
    return unpublishedAside().mapToLong(Mark::firstNanos).reduce(queues.oldestNanos(), Math::min);
  }

  /** The oldest of these. */
  Optional<Mark> oldestUnpublished() {
    return all(unpublishedAside()).stream().min(Mark.BY_AGE);
  }

  /** The mark that answers for a path. */
  Optional<Mark> covering(TreePath path) {
    return trie.covering(path, sightings.epoch())
        .or(() -> aside().filter(mark -> mark.covers(path)).findFirst());
  }

  /** Whether a mark answers for a path that is or will be due. */
  boolean isMarked(TreePath path) {
    return trie.covering(path, sightings.epoch()).isPresent();
  }

  /** Whether the target cannot have a path, such as the name of a file until it is complete. */
  boolean isUnseen(TreePath path) {
    return trie.covering(path, sightings.epoch()).filter(Mark::unseen).isPresent();
  }

  /** All of them, in no order. */
  List<Mark> all() {
    return all(aside());
  }

  private List<Mark> all(Stream<Mark> aside) {
    List<Mark> all = new ArrayList<>();
    aside.forEach(all::add);
    trie.visitMarked(node -> all.add(node.toMark(sightings.epoch())));
    return all;
  }

  int size() {
    return trie.size() + (int) aside().count();
  }

  /** Those in the trie, which is quick to tell. */
  int sizeOfTrie() {
    return trie.size();
  }

  /** Marks that wait outside of the trie. */
  private Stream<Mark> aside() {
    return Stream.concat(unpublishedAside(), publication.marks());
  }

  private Stream<Mark> unpublishedAside() {
    return Stream.concat(retries.stream(), reservations.blocked().stream());
  }
}
