// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.rsync.store.TreePath;

/**
 * Which names have events that say nothing worth sending. What an event did not lead to may still
 * be sent when its directory is compared: what must never be sent is left out by the filters of the
 * options. Safe for several threads.
 */
@FunctionalInterface
public interface EventFilter {
  /** Every event counts. */
  EventFilter NONE = (path, type) -> false;

  /** What is known of the name an event is about. */
  enum Type {
    /** No directory. */
    FILE,
    DIRECTORY,
    /** It is gone, or the event did not say. */
    UNKNOWN
  }

  /**
   * Whether an event is dropped.
   *
   * @param path below the watched directory, never that itself
   */
  boolean ignores(TreePath path, Type type);
}
