// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.verify;

import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.origin.SourceSide;
import dev.rivulet.watch.transfer.NameClashes;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds files of the source that are one at a target which folds case or accents: each time one of
 * them is sent it takes the place of the other, so a verification would find a difference for ever
 * (hazard 16.5).
 *
 * <p>No receiver tells. So what was found to differ, and has a twin by its name, is looked at again
 * together with the twin after it was sent: if the twin differs now, and did not before, both are
 * one. Owned by one thread.
 */
final class ClashFinder {
  /** Paths whose twins are looked for in one verification. */
  private static final int MOST = 1000;

  private final SourceSide side;
  private final String target;
  private final NameClashes clashes;

  /** The twins of what is suspected, and of those twins. */
  private final Map<TreePath, List<TreePath>> suspects = new LinkedHashMap<>();

  /**
   * @param target its name
   * @param clashes of the target; what is found is added
   */
  ClashFinder(SourceSide side, String target, NameClashes clashes) {
    this.side = side;
    this.target = target;
    this.clashes = clashes;
  }

  /** Whether a path, or a directory above it, was found to be one with another that is there. */
  boolean isClash(TreePath path) throws IOException {
    for (TreePath at = path; !at.isRoot(); at = at.parent()) {
      Optional<TreePath> other = clashes.of(at);
      if (other.isPresent()) {
        if (isThere(at) && isThere(other.get())) {
          return true;
        }
        clashes.remove(at);
      }
    }
    return false;
  }

  private boolean isThere(TreePath path) throws IOException {
    try (Workspace workspace = side.files().open();
        FileTree base = workspace.open(side.source().base())) {
      return !base.statOrMissing(path).isMissing();
    }
  }

  /**
   * Which paths have to be looked at again after some were sent, to find out whether two are one.
   */
  Set<TreePath> suspects(Collection<TreePath> sent) throws IOException {
    suspects.clear();
    try (Workspace workspace = side.files().open();
        FileTree base = workspace.open(side.source().base())) {
      FoldedNames names = new FoldedNames(base);
      for (TreePath path : sent.stream().limit(MOST).toList()) {
        List<TreePath> twins = names.twinsOf(path);
        if (!twins.isEmpty()) {
          suspects.put(path, twins);
        }
      }
      for (TreePath twin : twins()) {
        suspects.putIfAbsent(twin, names.twinsOf(twin));
      }
    }
    return suspects.keySet();
  }

  private Set<TreePath> twins() {
    Set<TreePath> twins = new HashSet<>();
    suspects.values().forEach(twins::addAll);
    return twins;
  }

  /**
   * Judges suspects: a file that was equal until its twin was sent, and differs now, is no more.
   *
   * @param sent what was sent because it differed
   * @param before everything that differed before that
   * @param differing those of the suspects that differ now
   * @return the files whose place another one has taken, with that other one
   */
  Map<TreePath, TreePath> judge(Set<TreePath> sent, Set<TreePath> before, Set<TreePath> differing) {
    Map<TreePath, TreePath> found = new HashMap<>();
    for (TreePath path : differing) {
      for (TreePath twin : suspects.getOrDefault(path, List.of())) {
        if (!before.contains(path) && sent.contains(twin) && !differing.contains(twin)) {
          found.put(path, twin);
        }
      }
    }
    found.forEach(
        (path, other) -> {
          if (clashes.add(path, other)) {
            side.tell(new WatchEvent.NamesClash(target, path, other));
          }
        });
    return found;
  }
}
