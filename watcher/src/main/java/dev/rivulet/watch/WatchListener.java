// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

/** Hears what a watcher does. Called from its threads, one call at a time; must not block. */
@FunctionalInterface
public interface WatchListener {
  WatchListener NONE = event -> {};

  void on(WatchEvent event);
}
