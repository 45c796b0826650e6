// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

/**
 * The last moment up to which every change is known to have been told: when the queue of events was
 * last seen empty and none had been dropped. Safe for several threads.
 */
final class SoundMoment {
  /** The coarsest clock of a file system that is watched, and some. */
  private static final long SLACK_MILLIS = 2_100;

  private long wallMillis = System.currentTimeMillis();
  private long nanos = System.nanoTime();
  private boolean lost;
  private boolean wanted;

  /** The queue was seen empty. */
  synchronized void nothingWaits() {
    if (!lost) {
      moveTo(System.currentTimeMillis(), System.nanoTime());
    }
  }

  /**
   * Events were dropped.
   *
   * @return whether nobody looks for what they were about yet, so that the caller has to see to it
   */
  synchronized boolean eventsLost() {
    boolean first = !lost;
    lost = true;
    wanted = true;
    return first;
  }

  /**
   * Begins a search for what dropped events were about, unless nothing was dropped since the last
   * one began.
   */
  synchronized boolean beginSearch() {
    if (!wanted) {
      lost = false;
      return false;
    }
    wanted = false;
    return true;
  }

  /**
   * From when on files may have changed unnoticed, milliseconds since 1970 by the clock as it is
   * now; if that was set back meanwhile, by so much earlier.
   */
  synchronized long changedSinceMillis() {
    long passed = (System.nanoTime() - nanos) / 1_000_000;
    long setBack = Math.max(0, wallMillis + passed - System.currentTimeMillis());
    return wallMillis - setBack - SLACK_MILLIS;
  }

  /** A search that began at a moment has found all there was. */
  synchronized void searchedFrom(long beganMillis, long beganNanos) {
    moveTo(beganMillis, beganNanos);
  }

  private void moveTo(long wall, long nano) {
    wallMillis = wall;
    nanos = nano;
  }
}
