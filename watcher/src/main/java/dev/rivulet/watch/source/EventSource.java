// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import java.io.Closeable;
import java.io.IOException;

/** Reports changes below one directory. */
public interface EventSource extends Closeable {

  /**
   * Starts watching: returns when every directory that existed at the call is watched, so that a
   * listing made afterwards misses nothing.
   */
  void start(EventSink sink) throws IOException;

  /** How this source hears of changes, never {@link SourceKind#AUTO}. */
  SourceKind kind();

  /** Directories watched at the moment. */
  int watchedDirectories();

  /**
   * Whether every change that was made before the call has been reported. What this source compares
   * by itself from time to time does not count.
   */
  boolean isCaughtUp() throws IOException;

  /** Ends the source's thread; no event is reported after the return. */
  @Override
  void close() throws IOException;
}
