// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.WatchListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Notices a target that fails before anything has ever reached it. */
final class FirstContact implements WatchListener {
  private final Set<String> reached = ConcurrentHashMap.newKeySet();
  private final Consumer<WatchEvent.Failing> failed;

  FirstContact(Consumer<WatchEvent.Failing> failed) {
    this.failed = failed;
  }

  @Override
  public void on(WatchEvent event) {
    if (event instanceof WatchEvent.Synchronised done) {
      reached.add(done.target());
    } else if (event instanceof WatchEvent.Confirmed confirmed) {
      reached.add(confirmed.target());
    } else if (event instanceof WatchEvent.Failing failing && !reached.contains(failing.target())) {
      failed.accept(failing);
    }
  }
}
