// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.event.TransferStats;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.FailingPath;
import dev.rivulet.watch.TargetState;
import dev.rivulet.watch.TargetStatus;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.MarkSet;
import dev.rivulet.watch.origin.SourceGuard;
import dev.rivulet.watch.source.RecentMap;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * What is known about one target at the moment, and how much it has done since the start. The
 * target's worker writes, anybody reads; every call but {@link #awaitSettled} is short.
 *
 * <p>A mark is at every moment in the mark set or in a {@link Flight}, so the age of the oldest of
 * both is the replication lag.
 */
public final class TargetStatistics {
  /** Failing and confirmed paths that are remembered by name. */
  private static final int MOST_PATHS = 10_000;

  private final String target;
  private final MarkSet marks;
  private final LongSupplier nanos;
  private final Clock clock;
  private final long born;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition settled = lock.newCondition();
  private final List<Flight> flights = new ArrayList<>();
  private final Map<TreePath, FailingPath> failing = new LinkedHashMap<>();
  private final Map<TreePath, Instant> confirmedPaths = new RecentMap<>(MOST_PATHS);
  private final Findings findings = new Findings();
  private boolean synchronised;
  private SourceGuard.State source = SourceGuard.State.PRESENT;
  private TargetState trouble = TargetState.UP;
  private String reason = "";
  private String held = "";
  private long heldSince;
  private Instant lastSuccess;
  private Instant provenAt;
  private long confirmed;
  private long transfers;
  private long bytesSent;
  private long bytesReceived;

  /**
   * @param marks that wait for the target
   * @param nanos on the scale of the marks
   */
  public TargetStatistics(String target, MarkSet marks, LongSupplier nanos, Clock clock) {
    this.target = target;
    this.marks = marks;
    this.nanos = nanos;
    this.clock = clock;
    this.born = nanos.getAsLong();
  }

  public String target() {
    return target;
  }

  // ---------------------------------------------------------------- told by the worker

  /** To be called before marks are taken out of the set, and closed when all is settled. */
  public Flight departing() {
    Flight flight = new Flight(this);
    update(() -> flights.add(flight));
    return flight;
  }

  void ended(Flight flight) {
    update(() -> flights.remove(flight));
    wake();
  }

  /** The first complete pass is over, or is not wanted. */
  public void synchronised() {
    update(() -> synchronised = true);
    wake();
  }

  /** Whoever waits until all is settled looks again; only these moments can settle anything. */
  private void wake() {
    lock.lock();
    try {
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A complete comparison has ended; what it could not mend is marked. */
  public void proven() {
    update(() -> provenAt = clock.instant());
  }

  /** A verification has ended, which is a complete comparison too. */
  public void verified(long lost, Collection<TreePath> newer) {
    findings.verified(clock.instant(), lost, newer);
    proven();
  }

  void transferred(TransferStats stats) {
    update(
        () -> {
          transfers++;
          bytesSent += stats.bytesSent();
          bytesReceived += stats.bytesReceived();
        });
  }

  public void confirmed(TreePath path) {
    lock.lock();
    try {
      confirmed++;
      confirmedPaths.put(path, clock.instant());
      failing.remove(path);
    } finally {
      lock.unlock();
    }
  }

  /** A whole directory equals that of the source. */
  public void confirmedTree(TreePath directory) {
    lock.lock();
    try {
      confirmed(directory);
      failing.keySet().removeIf(path -> path.startsWith(directory));
    } finally {
      lock.unlock();
    }
  }

  public void failed(TreePath path, String text) {
    lock.lock();
    try {
      FailingPath before = failing.get(path);
      if (before != null || failing.size() < MOST_PATHS) {
        Instant since = before == null ? clock.instant() : before.since();
        failing.put(path, new FailingPath(path.toString(), text, since));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Transfers work. */
  public void succeeded() {
    update(
        () -> {
          trouble = TargetState.UP;
          reason = "";
          lastSuccess = clock.instant();
        });
  }

  /**
   * Nothing gets through for the time being.
   *
   * @param state {@link TargetState#RETRYING}, {@link TargetState#BLOCKED} or {@link
   *     TargetState#HELD}
   */
  public void troubled(TargetState state, String text) {
    update(
        () -> {
          trouble = state;
          reason = text;
        });
  }

  /** Deletions wait for permission, and why; empty when they do not any more. */
  public void held(String text) {
    update(
        () -> {
          heldSince = held.isEmpty() ? nanos.getAsLong() : heldSince;
          held = text;
        });
    wake();
  }

  public void sourceIs(SourceGuard.State state) {
    update(() -> source = state);
  }

  void update(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }

  // ---------------------------------------------------------------- asked by anybody

  /** A picture of this moment. */
  public TargetStatus status(boolean paused) {
    lock.lock();
    try {
      return new TargetStatus(
          target,
          state(paused),
          why(paused),
          marks.size(),
          flights.stream().mapToInt(Flight::size).sum(),
          lag(),
          Optional.ofNullable(lastSuccess),
          Optional.ofNullable(provenAt),
          confirmed,
          transfers,
          bytesSent,
          bytesReceived,
          failing.values().stream().limit(TargetStatus.MOST_FAILING).toList(),
          failing.size(),
          findings.now());
    } finally {
      lock.unlock();
    }
  }

  private TargetState state(boolean paused) {
    if (paused) {
      return TargetState.PAUSED;
    } else if (source != SourceGuard.State.PRESENT) {
      return TargetState.SOURCE_GONE;
    } else if (trouble != TargetState.UP) {
      return trouble;
    } else if (!synchronised) {
      return TargetState.STARTING;
    }
    if (!held.isEmpty()) {
      return TargetState.HELD;
    }
    return flights.isEmpty() ? TargetState.UP : TargetState.SENDING;
  }

  private String why(boolean paused) {
    return switch (state(paused)) {
      case PAUSED -> "paused on request";
      case SOURCE_GONE ->
          source == SourceGuard.State.GONE
              ? "the source is gone"
              : "another directory stands in place of the source";
      case STARTING -> "the first comparison has not ended yet";
      case HELD -> held;
      default -> reason;
    };
  }

  private Duration lag() {
    long oldest = oldestNanos();
    if (oldest == Long.MAX_VALUE || oldest == Long.MIN_VALUE) {
      return Duration.ZERO;
    }
    return Duration.ofNanos(Math.max(1, nanos.getAsLong() - oldest));
  }

  /** The moment the oldest change that is not confirmed is from; the end of time without one. */
  private long oldestNanos() {
    long oldest = synchronised ? Long.MAX_VALUE : born;
    if (!held.isEmpty()) {
      oldest = Math.min(oldest, heldSince);
    }
    for (Flight flight : flights) {
      oldest = Math.min(oldest, flight.oldestNanos());
    }
    return Math.min(oldest, marks.oldestNanos());
  }

  /**
   * Waits until every change up to a moment is confirmed.
   *
   * @param untilNanos the moment, on the scale of the marks
   * @param deadlineNanos when to give up
   * @return whether all is confirmed
   */
  public boolean awaitSettled(long untilNanos, long deadlineNanos) throws InterruptedException {
    lock.lock();
    try {
      while (oldestNanos() <= untilNanos) {
        long left = deadlineNanos - nanos.getAsLong();
        if (left <= 0) {
          return false;
        }
        settled.await(left, TimeUnit.NANOSECONDS);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  public Optional<Instant> confirmedAt(TreePath path) {
    lock.lock();
    try {
      return Optional.ofNullable(confirmedPaths.get(path));
    } finally {
      lock.unlock();
    }
  }

  /** What was confirmed since a moment, as far as it is remembered. */
  public List<TreePath> confirmedSince(Instant moment) {
    lock.lock();
    try {
      return confirmedPaths.entrySet().stream()
          .filter(entry -> !entry.getValue().isBefore(moment))
          .map(Map.Entry::getKey)
          .toList();
    } finally {
      lock.unlock();
    }
  }

  public Optional<FailingPath> failing(TreePath path) {
    lock.lock();
    try {
      return Optional.ofNullable(failing.get(path));
    } finally {
      lock.unlock();
    }
  }

  /** The oldest mark under way; empty if none is, or that is not known at the moment. */
  public Optional<Mark> oldestInFlight() {
    lock.lock();
    try {
      return flights.stream().flatMap(flight -> flight.oldest().stream()).min(Mark.BY_AGE);
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing is under way that began before a moment. */
  public boolean hasArrived(long untilNanos) {
    lock.lock();
    try {
      return flights.stream().allMatch(flight -> flight.oldestNanos() > untilNanos);
    } finally {
      lock.unlock();
    }
  }

  /** The mark under way that answers for a path. */
  public Optional<Mark> inFlight(TreePath path) {
    lock.lock();
    try {
      return flights.stream().flatMap(flight -> flight.covering(path).stream()).findFirst();
    } finally {
      lock.unlock();
    }
  }
}
