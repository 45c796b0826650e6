// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;

/**
 * Finds changes by comparing the tree with what it was: names, sizes, times, modes, owners and
 * inode numbers. Works on every file system, whoever changed the files, and costs a look at every
 * file each time.
 *
 * <p>What a look cannot show is not found: a mapping written to without its time being moved.
 */
public final class PollingSource implements EventSource {
  private final WatchScope scope;
  private PolledTrees polled;

  /** Nothing is looked at before {@link #start}. */
  public PollingSource(WatchScope scope) {
    this.scope = scope;
  }

  @Override
  public SourceKind kind() {
    return SourceKind.POLLING;
  }

  @Override
  public void start(EventSink sink) throws IOException {
    polled = new PolledTrees(scope, sink);
    polled.addAndLook(TreePath.ROOT);
  }

  @Override
  public boolean isCaughtUp() {
    return true;
  }

  /** Directories that are compared. */
  @Override
  public int watchedDirectories() {
    return polled.directories();
  }

  @Override
  public void close() {
    if (polled != null) {
      polled.close();
    }
  }
}
