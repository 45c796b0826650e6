// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.TreePath;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Reports changes below one directory. */
public interface EventSource extends Closeable {

  /**
   * Starts watching: returns when every directory that existed at the call is watched, so that a
   * listing made afterwards misses nothing.
   */
  void start(EventSink sink) throws IOException;

  /** How this source hears of changes, never {@link SourceKind#AUTO}. */
  SourceKind kind();

  /** Directories watched at the moment; for fanotify file systems, each as a whole. */
  int watchedDirectories();

  /** The watches of inotify, by number; none for a source that hears of changes otherwise. */
  default List<Watch> watches() {
    return List.of();
  }

  /**
   * Whether every change that was made before the call has been reported. What this source compares
   * by itself from time to time does not count.
   */
  boolean isCaughtUp() throws IOException;

  /** Directories that are compared from time to time, because they cannot be watched. */
  default Set<TreePath> polled() {
    return Set.of();
  }

  /** Ends the source's thread; no event is reported after the return. */
  @Override
  void close() throws IOException;
}
