// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.transfer;

import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferListener;
import java.util.concurrent.locks.ReentrantLock;

/** Hands events to the listener, one at a time, from whatever thread. */
public final class Events {
  private final TransferListener listener;
  private final ReentrantLock lock = new ReentrantLock();

  public Events(TransferListener listener) {
    this.listener = listener;
  }

  /** Whether anybody listens; without, an event need not even be made. */
  public boolean areHeard() {
    return listener != TransferListener.NONE;
  }

  public void emit(TransferEvent event) {
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
