// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.action;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The events of one sync that nothing has been done about yet.
 *
 * <p>Two events touch each other if their paths are equal or one is above the other; either end of
 * a move counts. An event waits for all older ones that it touches, so what is handed out together
 * can be carried out in any order. The cost of an event grows with the number of those it touches,
 * not with the length of the queue.
 *
 * <p>Owned by one thread; times come from the caller.
 */
public final class DelayQueue {
  private final long delayNanos;
  private final int most;
  private final boolean moves;
  private final Map<Long, Delay> all = new LinkedHashMap<>();

  /** The newest event of each path, without the slash of directories. */
  private final NavigableMap<String, Delay> newest = new TreeMap<>();

  private long last;

  /**
   * An empty queue.
   *
   * @param delayNanos how long an event waits for others
   * @param most how many events may wait until that is cut short; 0 for any number
   * @param moves whether moves are handed out, or become a deletion and a creation
   */
  public DelayQueue(long delayNanos, int most, boolean moves) {
    this.delayNanos = delayNanos;
    this.most = most;
    this.moves = moves;
  }

  /** How many events there are, with those being carried out. */
  public int size() {
    return all.size();
  }

  /** All events, oldest first. */
  public Collection<Delay> delays() {
    return List.copyOf(all.values());
  }

  /** A picture of all events, oldest first. */
  List<PendingChange> pending() {
    return all.values().stream()
        .map(delay -> new PendingChange(delay.status(), delay.change()))
        .toList();
  }

  /** Forgets all that nobody has taken up. */
  void clear() {
    for (Delay delay : delays()) {
      if (delay.status() != Delay.Status.ACTIVE) {
        remove(delay);
      }
    }
  }

  /** Adds an event that need not wait for its time. */
  public Delay addNow(Change change, long now) {
    return append(change, now);
  }

  /** Adds an event. */
  public void add(Change change, long now) {
    if (change.kind() != EventKind.MOVE) {
      addSimple(change, now);
    } else if (!moves || touchesAny(change)) {
      addSimple(Change.of(EventKind.DELETE, change.path()), now);
      addSimple(Change.of(EventKind.CREATE, change.destination()), now);
    } else {
      append(change, now + delayNanos);
    }
  }

  private void addSimple(Change change, long now) {
    Delay older = newest.get(key(change.path()));
    boolean last = older != null && !older.isAwaited();
    if (!last || older.status() == Delay.Status.ACTIVE) {
      append(change, now + delayNanos);
      return;
    }
    if (older.change().kind() == EventKind.MOVE) {
      undoMove(older, change);
      append(change, now + delayNanos);
      return;
    }
    boolean directory = older.change().isDirectory() || change.isDirectory();
    switch (Combination.of(older.change().kind(), change.kind(), directory)) {
      case KEEP -> {
        // Said already.
      }
      case REPLACE -> older.become(change);
      case BEHIND -> append(change, now + delayNanos);
    }
  }

  /** Nothing needs to be moved to a place where it is deleted next. */
  private void undoMove(Delay move, Change change) {
    boolean target = key(move.change().destination()).equals(key(change.path()));
    if (target && change.kind() == EventKind.DELETE) {
      move.become(Change.of(EventKind.DELETE, move.change().path()));
      forget(move.change(), key(change.path()), move);
    }
  }

  private void forget(Change now, String place, Delay delay) {
    if (!key(now.path()).equals(place)) {
      newest.remove(place, delay);
    }
  }

  private Delay append(Change change, long due) {
    Delay delay = new Delay(++last, change, due);
    for (Delay other : touching(change)) {
      delay.waitFor(other);
    }
    all.put(delay.number(), delay);
    for (String place : places(change)) {
      newest.put(place, delay);
    }
    return delay;
  }

  private boolean touchesAny(Change change) {
    return !touching(change).isEmpty();
  }

  private Set<Delay> touching(Change change) {
    Set<Delay> found = new LinkedHashSet<>();
    for (String place : places(change)) {
      addTouching(place, found);
    }
    return found;
  }

  private void addTouching(String place, Set<Delay> found) {
    for (String above = place; above != null; above = above(above)) {
      Delay delay = newest.get(above);
      if (delay != null) {
        found.add(delay);
      }
    }
    if (place.isEmpty()) {
      found.addAll(newest.values());
    } else {
      found.addAll(newest.subMap(place + "/", place + "0").values());
    }
  }

  private static List<String> places(Change change) {
    return change.kind() == EventKind.MOVE
        ? List.of(key(change.path()), key(change.destination()))
        : List.of(key(change.path()));
  }

  private static String key(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** The directory that holds a place; null above the source itself. */
  private static String above(String place) {
    if (place.isEmpty()) {
      return null;
    }
    int slash = place.lastIndexOf('/');
    return slash < 0 ? "" : place.substring(0, slash);
  }

  /** The oldest event that something may be done about now. */
  public Optional<Delay> next(long now) {
    boolean cut = most > 0 && all.size() > most;
    return all.values().stream()
        .filter(delay -> delay.status() == Delay.Status.WAIT)
        .filter(delay -> cut || delay.dueNanos() - now <= 0)
        .findFirst();
  }

  /** When {@link #next} will have an event, if nothing else happens. */
  public OptionalLong nextDueNanos() {
    return all.values().stream()
        .filter(delay -> delay.status() == Delay.Status.WAIT)
        .mapToLong(Delay::dueNanos)
        .min();
  }

  /**
   * All events that something may be done about at once: what they wait for is among them. An event
   * need not have waited its time.
   */
  public List<Delay> all(Predicate<Delay> wanted) {
    List<Delay> taken = new ArrayList<>();
    Set<Delay> known = new HashSet<>();
    for (Delay delay : all.values()) {
      boolean free = delay.status() != Delay.Status.ACTIVE && known.containsAll(delay.blockers());
      boolean single =
          delay.change().kind() != EventKind.INIT && delay.change().kind() != EventKind.BLANKET;
      if (free && single && wanted.test(delay)) {
        taken.add(delay);
        known.add(delay);
      }
    }
    return taken;
  }

  /** Ends an event: those that waited for it are free. */
  public void remove(Delay delay) {
    delay.end();
    all.remove(delay.number());
    for (String place : places(delay.change())) {
      newest.remove(place, delay);
    }
  }
}
