// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.engine;

import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.WatchListener;
import dev.rivulet.watch.hook.BatchHook;
import java.io.Closeable;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * All hooks of a watcher, each once however many mirrors use it. Owned by the watcher, which calls
 * it by one thread at a time.
 */
final class Hooks implements Closeable {
  private final Set<BatchHook> hooks = Collections.newSetFromMap(new IdentityHashMap<>());
  private final WatchListener listener;

  /**
   * @param listener is told of failures
   */
  Hooks(WatchListener listener) {
    this.listener = listener;
  }

  /** Starts the hooks of a mirror that do not run yet. */
  void start(Mirror mirror) {
    for (BatchHook hook : mirror.settings().hooks()) {
      if (hooks.add(hook)) {
        hook.start(listener);
      }
    }
  }

  /** Closes the hooks that none of these mirrors has. */
  void keepOnly(List<Mirror> mirrors) throws IOException {
    Set<BatchHook> needed = Collections.newSetFromMap(new IdentityHashMap<>());
    mirrors.forEach(mirror -> needed.addAll(mirror.settings().hooks()));
    List<BatchHook> unused = hooks.stream().filter(hook -> !needed.contains(hook)).toList();
    unused.forEach(hooks::remove);
    close(unused);
  }

  @Override
  public void close() throws IOException {
    keepOnly(List.of());
  }

  /** Closes every hook, also when one fails. */
  private static void close(List<BatchHook> unused) throws IOException {
    IOException failure = null;
    for (BatchHook hook : unused) {
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
