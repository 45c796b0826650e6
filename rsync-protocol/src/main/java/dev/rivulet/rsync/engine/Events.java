// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferListener;
import java.util.concurrent.locks.ReentrantLock;

/** Hands events to the listener, one at a time, from whatever thread. */
final class Events {
  private final TransferListener listener;
  private final ReentrantLock lock = new ReentrantLock();

  Events(TransferListener listener) {
    this.listener = listener;
  }

  /** Whether anybody listens; without, an event need not even be made. */
  boolean areHeard() {
    return listener != TransferListener.NONE;
  }

  void emit(TransferEvent event) {
    if (!areHeard()) {
      return;
    }
    lock.lock();
    try {
      listener.on(event);
    } finally {
      lock.unlock();
    }
  }
}
