// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.action;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * An event that waits for its time, for others, or for the end of what is done about it. Owned by
 * the thread of the loop; one object from the first wait to the end.
 */
public final class Delay {

  /** How far it is. */
  public enum Status {
    /** For its time, or for its turn. */
    WAIT("wait"),
    /** Something is being done about it. */
    ACTIVE("active"),
    /** For others. */
    BLOCK("block"),
    DONE("done");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    /** As configurations and status files have it. */
    public String word() {
      return word;
    }
  }

  private final long number;
  private final Set<Delay> blockers = new LinkedHashSet<>();
  private final Set<Delay> blocked = new LinkedHashSet<>();
  private Change change;
  private long dueNanos;
  private boolean active;
  private boolean done;

  Delay(long number, Change change, long dueNanos) {
    this.number = number;
    this.change = change;
    this.dueNanos = dueNanos;
  }

  /** Counts up, so it orders. */
  long number() {
    return number;
  }

  public Change change() {
    return change;
  }

  /** When it is to be handed out at the latest, on the clock of the queue. */
  long dueNanos() {
    return dueNanos;
  }

  public Status status() {
    if (done) {
      return Status.DONE;
    }
    if (active) {
      return Status.ACTIVE;
    }
    return blockers.isEmpty() ? Status.WAIT : Status.BLOCK;
  }

  void become(Change other) {
    change = other;
  }

  void start() {
    active = true;
  }

  /** Back to waiting, until another time. */
  void again(long nanos) {
    active = false;
    dueNanos = nanos;
  }

  void waitFor(Delay other) {
    if (other != this && other.status() != Status.DONE && blockers.add(other)) {
      other.blocked.add(this);
    }
  }

  /** Whether others wait for it. */
  boolean isAwaited() {
    return !blocked.isEmpty();
  }

  Set<Delay> blockers() {
    return blockers;
  }

  /** Ends it; returns those that waited for nothing else. */
  Set<Delay> end() {
    done = true;
    Set<Delay> free = new LinkedHashSet<>();
    for (Delay other : blocked) {
      other.blockers.remove(this);
      if (other.blockers.isEmpty()) {
        free.add(other);
      }
    }
    blocked.clear();
    for (Delay other : blockers) {
      other.blocked.remove(this);
    }
    blockers.clear();
    return free;
  }
}
