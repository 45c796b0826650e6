// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.origin;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.store.FileIdentity;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.ForwardingWorkspace;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;
import java.util.Arrays;
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
    return new LocalFiles() {
      @Override
      public Workspace open() throws IOException {
        return new Guarded(files.open());
      }

      /** What is written to is another place. */
      @Override
      public Workspace openToReceive() throws IOException {
        return files.openToReceive();
      }
    };
  }

  private final class Guarded extends ForwardingWorkspace {
    Guarded(Workspace place) {
      super(place);
    }

    @Override
    public FileTree open(byte[] directory, LinkPolicy links) throws IOException {
      FileTree tree = place.open(directory, links);
      return new GuardedTree(tree, placesBelow(directory));
    }
  }

  /** The places as a tree names them that begins at the source's base or at its directory. */
  private Map<TreePath, FileIdentity> placesBelow(byte[] directory) {
    Map<TreePath, FileIdentity> below = new HashMap<>();
    if (isSamePath(directory, source.base())) {
      places.forEach((place, seen) -> below.put(source.directory().resolve(place), seen));
    } else if (isSamePath(directory, source.root())) {
      below.putAll(places);
    }
    return below;
  }

  private static boolean isSamePath(byte[] left, byte[] right) {
    return Arrays.equals(withoutTail(left), withoutTail(right));
  }

  /** Without slashes and dots at the end that lead to the same directory. */
  private static byte[] withoutTail(byte[] path) {
    int end = path.length;
    while (end > 0 && (path[end - 1] == '/' || isDot(path, end - 1))) {
      end--;
    }
    boolean absolute = path.length > 0 && path[0] == '/';
    return end == 0 && absolute ? new byte[] {'/'} : Arrays.copyOf(path, end);
  }

  private static boolean isDot(byte[] path, int at) {
    return path[at] == '.' && (at == 0 || path[at - 1] == '/');
  }
}
