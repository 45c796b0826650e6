// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.watch.hook.BatchHook;
import java.io.Closeable;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** All hooks of a watcher, each once however many mirrors use it. Owned by the watcher. */
final class Hooks implements Closeable {
  private final Set<BatchHook> hooks = Collections.newSetFromMap(new IdentityHashMap<>());

  private Hooks() {}

  /** Starts the hooks of all mirrors; called after nothing else can fail any more. */
  static Hooks start(List<Mirror> mirrors, WatchListener listener) {
    Hooks started = new Hooks();
    for (Mirror mirror : mirrors) {
      started.hooks.addAll(mirror.settings().hooks());
    }
    started.hooks.forEach(hook -> hook.start(listener));
    return started;
  }

  /** Closes every hook, also when one fails. */
  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (BatchHook hook : hooks) {
      try {
        hook.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
