// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.mark;

import dev.rivulet.rsync.store.TreePath;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a target may have got that no event has told of yet: the condition of {@link Mark#unseen}.
 * Shares the lock of the {@link MarkSet}.
 *
 * <p>News of something that has come into being may be read late, after a transfer has found the
 * thing by itself and sent it. So what a transfer may have sent counts as seen not only until its
 * end, but until all events up to its end have been read: news read after that are of something
 * younger than the transfer.
 */
public final class Sightings {
  private static final long UNDER_WAY = Long.MAX_VALUE;

  private final ReentrantLock lock;

  /** Paths remembered by name; beyond, everything counts as seen. */
  private final int limit;

  /** Paths that were sent by name, with the moment their transfer ended. */
  private final Map<TreePath, Long> named = new HashMap<>();

  /** Transfers on their way that may send anything. */
  private int trees;

  /** When the last one ended; 0 if all events up to then have been read. */
  private long treeEnded;

  /** Counts transfers that may send anything. */
  private long epoch;

  /** Counts ends and looks; a later one is greater. */
  private long moment;

  /**
   * @param lock of the mark set
   */
  Sightings(int limit, ReentrantLock lock) {
    this.limit = limit;
    this.lock = lock;
  }

  /** Changes whenever nothing that waits is unseen any more. Called with the lock held. */
  long epoch() {
    return epoch;
  }

  /**
   * Whether the target may have something of which news of its beginning comes now. Called with the
   * lock held.
   */
  boolean mayHave(TreePath path) {
    return trees > 0 || treeEnded > 0 || named.containsKey(path);
  }

  /** A path is sent from now on. Called with the lock held. */
  void sending(TreePath path) {
    named.put(path, UNDER_WAY);
  }

  /** The transfer that has sent these has ended. Called with the lock held. */
  void sent(Collection<TreePath> paths) {
    moment++;
    for (TreePath path : paths) {
      named.put(path, moment);
    }
    if (named.size() > limit) {
      named.values().removeIf(end -> end != UNDER_WAY);
      treeEnded = moment;
    }
  }

  /** A transfer of whole directories begins: it may send anything. */
  public void treeStarted() {
    lock.lock();
    try {
      trees++;
      epoch++;
    } finally {
      lock.unlock();
    }
  }

  /** The counterpart of {@link #treeStarted}. */
  public void treeEnded() {
    lock.lock();
    try {
      trees--;
      treeEnded = ++moment;
    } finally {
      lock.unlock();
    }
  }

  /** Nobody knows what the target has: nothing is ever unseen. */
  public void distrust() {
    treeStarted();
  }

  /** This moment, to be asked for before finding out whether all events have been read. */
  public long moment() {
    lock.lock();
    try {
      return ++moment;
    } finally {
      lock.unlock();
    }
  }

  /** Every event up to a {@link #moment} has led to its mark. */
  public void heardUntil(long heard) {
    lock.lock();
    try {
      named.values().removeIf(end -> end < heard);
      treeEnded = treeEnded < heard ? 0 : treeEnded;
    } finally {
      lock.unlock();
    }
  }
}
