// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.rsync.store.TreePath;

/**
 * A path that may differ at a target.
 *
 * @param path relative to the base of the source
 * @param directory whether it is a directory at the moment
 * @param underWay whether a transfer carries it
 */
public record PendingPath(TreePath path, Kind kind, boolean directory, boolean underWay) {

  /** What seems to have happened, by the events and a look at the source. */
  public enum Kind {
    CREATED,
    CONTENT,
    ATTRIBUTES,
    DELETED,
    /** Everything is to be compared. */
    EVERYTHING
  }
}
