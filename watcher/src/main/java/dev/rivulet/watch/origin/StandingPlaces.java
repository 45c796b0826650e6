// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.origin;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.system.FileIdentity;
import java.util.HashMap;
import java.util.Map;

/**
 * The places that a source consisted of at a moment: its directory, and what was mounted in it.
 * Whoever reads the source through this meets an error, and not an empty directory, where one of
 * them is another file system or directory by then (hazards 2.16, 2.17). Immutable.
 */
public final class StandingPlaces {
  private final WatchSource source;
  private final Map<TreePath, FileIdentity> places;

  /**
   * @param places relative to the watched directory, which is one of them
   */
  StandingPlaces(WatchSource source, Map<TreePath, FileIdentity> places) {
    this.source = source;
    this.places = Map.copyOf(places);
  }

  /** The same files, guarded. */
  public LocalFiles guarding(LocalFiles files) {
    return new SeenFiles(files, (directory, tree) -> new GuardedTree(tree, placesBelow(directory)));
  }

  /** The places as a tree names them that begins at the source's base or at its directory. */
  private Map<TreePath, FileIdentity> placesBelow(byte[] directory) {
    Map<TreePath, FileIdentity> below = new HashMap<>();
    source
        .positionOf(directory)
        .ifPresent(
            top ->
                places.forEach(
                    (place, seen) ->
                        below.put(top.isRoot() ? source.directory().resolve(place) : place, seen)));
    return below;
  }
}
