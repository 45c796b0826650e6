// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.dialogue;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which files the generator has asked for and not yet got; a sender may send nothing else. Safe for
 * the generator, which adds, and the receiver, which takes.
 */
public final class Requests {
  private final BitSet open = new BitSet();

  /** Of open requests whose basis is not the destination file; there are few. */
  private final Map<Integer, Basis> bases = new HashMap<>();

  public synchronized void add(int index, Basis basis) {
    open.set(index);
    if (!basis.isDestination()) {
      bases.put(index, basis);
    }
  }

  /** The basis of an open request if it is not the destination file, else null. */
  public synchronized Basis basis(int index) {
    return bases.get(index);
  }

  /** Takes a request as answered; false if there was none. */
  public synchronized boolean take(int index) {
    boolean wasOpen = open.get(index);
    open.clear(index);
    bases.remove(index);
    return wasOpen;
  }

  /** Whether none waits for its answer. */
  public synchronized boolean isEmpty() {
    return open.isEmpty();
  }

  /** The next unanswered request from an index on, or -1. */
  public synchronized int next(int from) {
    return open.nextSetBit(from);
  }
}
