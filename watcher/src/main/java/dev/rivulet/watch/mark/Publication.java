// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.mark;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The marks that wait for others where names are published in order (hazard 5.5): published names
 * for all they may be about, and the deletion of everything else for them. Empty where no name is
 * published. Shares the lock of the {@link MarkSet}.
 */
public final class Publication {

  /** What is done after everything that is not published has arrived, in this order. */
  public enum Step {
    /** Published names are sent. */
    SEND,
    /** Published names that are gone are deleted. */
    WITHDRAW,
    /** Everything else that is gone is deleted. */
    DELETE,
    /** Directories are searched for what only the target has; that is marked by its name. */
    SEARCH
  }

  private final ReentrantLock lock;
  private final PublishedNames names;

  /** Marks of each step that are kept apart. */
  private final int limit;

  private final Map<Step, Map<TreePath, Mark>> waiting = new EnumMap<>(Step.class);

  Publication(PublishedNames names, int limit, ReentrantLock lock) {
    this.names = names;
    this.limit = limit;
    this.lock = lock;
    for (Step step : Step.values()) {
      waiting.put(step, new LinkedHashMap<>());
    }
  }

  /** Which names are published. */
  public PublishedNames names() {
    return names;
  }

  /** Keeps the mark of a published name; whether it is one. Called with the lock held. */
  boolean keeps(Mark mark) {
    if (!names.cover(mark.path())) {
      return false;
    }
    waiting.get(Step.WITHDRAW).remove(mark.path());
    add(Step.SEND, mark);
    return true;
  }

  /** A mark of something else is taken; what was to be done about it is out of date. */
  void taken(Mark mark) {
    if (names.areAny()) {
      waiting.get(Step.DELETE).remove(mark.path());
    }
  }

  /**
   * Keeps what a comparison of whole directories has to leave out.
   *
   * @param deleting whether what only the target has goes
   */
  public void follow(Mark comparison, boolean deleting) {
    lock.lock();
    try {
      if (names.areAny() && comparison.scope() != Scope.FILE) {
        if (names.mayBeIn(comparison.path()) && !names.cover(comparison.path())) {
          add(Step.SEND, comparison);
        }
        if (deleting) {
          add(Step.SEARCH, with(comparison, Change.ATTRIBUTES));
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Keeps the marks of what was found gone.
   *
   * @param nowNanos not before the look
   */
  public void postpone(Step step, Collection<Mark> marks, long nowNanos) {
    lock.lock();
    try {
      for (Mark m : marks) {
        add(step, new Mark(m.path(), m.scope(), m.change(), m.firstNanos(), nowNanos, false));
      }
    } finally {
      lock.unlock();
    }
  }

  private void add(Step step, Mark mark) {
    Map<TreePath, Mark> marks = waiting.get(step);
    marks.merge(mark.path(), mark, Publication::both);
    if (marks.size() > limit) {
      long first = marks.values().stream().mapToLong(Mark::firstNanos).min().orElseThrow();
      marks.clear();
      Step wider = step == Step.SEND ? step : Step.SEARCH;
      Change change = step == Step.SEND ? Change.CONTENT : Change.ATTRIBUTES;
      add(wider, new Mark(names.top(), Scope.TREE, change, first, mark.readyNanos(), false));
    }
  }

  private static Mark both(Mark one, Mark other) {
    return new Mark(
        one.path(),
        one.scope().or(other.scope()),
        one.change().or(other.change()),
        Math.min(one.firstNanos(), other.firstNanos()),
        other.readyNanos(),
        one.unseen() && other.unseen());
  }

  private static Mark with(Mark mark, Change change) {
    return new Mark(mark.path(), mark.scope(), change, mark.firstNanos(), mark.readyNanos(), false);
  }

  /** Removes up to {@code most} marks that are ready at a time. Called with the lock held. */
  List<Mark> take(Step step, long untilNanos, int most) {
    List<Mark> taken = new ArrayList<>();
    Iterator<Mark> left = waiting.get(step).values().iterator();
    while (left.hasNext() && taken.size() < most) {
      Mark mark = left.next();
      if (mark.readyNanos() - untilNanos <= 0) {
        taken.add(mark);
        left.remove();
      }
    }
    if (taken.stream().anyMatch(mark -> mark.scope() != Scope.FILE)) {
      waiting.get(step).replaceAll((path, mark) -> mark.seen());
    }
    return taken;
  }

  /** Makes every mark ready. Called with the lock held. */
  void hurry(long nowNanos) {
    waiting
        .get(Step.SEND)
        .replaceAll(
            (path, m) ->
                new Mark(path, m.scope(), m.change(), m.firstNanos(), nowNanos, m.unseen()));
  }

  /** Whether nothing waits. */
  public boolean isEmpty() {
    return !names.areAny() || oldest(Step.values()).isEmpty();
  }

  /** The published name that waits longest; what is to be deleted waits for it. */
  public Optional<Mark> oldestPublished() {
    return oldest(Step.SEND, Step.WITHDRAW);
  }

  private Optional<Mark> oldest(Step... steps) {
    lock.lock();
    try {
      return Stream.of(steps).flatMap(step -> waiting.get(step).values().stream()).min(Mark.BY_AGE);
    } finally {
      lock.unlock();
    }
  }

  /** What a path waits for, if it does. */
  public Optional<Step> stepOf(TreePath path) {
    lock.lock();
    try {
      return Stream.of(Step.values())
          .filter(step -> waiting.get(step).values().stream().anyMatch(m -> m.covers(path)))
          .findFirst();
    } finally {
      lock.unlock();
    }
  }

  /** All marks that wait. Called with the lock held. */
  Stream<Mark> marks() {
    return waiting.values().stream().flatMap(marks -> marks.values().stream());
  }
}
