// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.store.TreePath;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files of the source that were seen to be one at a target, because it takes their names for the
 * same (hazard 16.5). Safe for several threads.
 */
public final class NameClashes {
  /** Paths remembered; more of them are sent again whenever they are found to differ. */
  private static final int MOST = 20_000;

  private final Map<TreePath, TreePath> others = new ConcurrentHashMap<>();

  NameClashes() {}

  /** Remembers that two files are one; whether that is news. */
  public boolean add(TreePath path, TreePath other) {
    if (others.size() >= MOST) {
      return false;
    }
    boolean isNew = !other.equals(others.put(path, other));
    return !path.equals(others.put(other, path)) && isNew;
  }

  /** The file that a path was seen to be one with. */
  public Optional<TreePath> of(TreePath path) {
    return Optional.ofNullable(others.get(path));
  }

  /** One of the two is gone. */
  public void remove(TreePath path) {
    TreePath other = others.remove(path);
    if (other != null) {
      others.remove(other, path);
    }
  }
}
